package org.vitmae.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.commons.configuration2.tree.OverrideCombiner;

/**
 * Layers merged by precedence, with {@code arm-defaults} filled in under every arm.
 *
 * @param byPrecedence the strongest first
 */
record Layers(List<Layer> byPrecedence) {
  static final String ARMS = "arms";
  static final String ARM_DEFAULTS = "arm-defaults";

  Layers {
    byPrecedence = List.copyOf(byPrecedence);
  }

  /** Merges all layers; a list replaces a weaker one as a whole. */
  ImmutableNode merged() {
    ImmutableNode all = combined();
    List<ImmutableNode> children = new ArrayList<>();
    for (ImmutableNode child : all.getChildren()) {
      if (!child.getNodeName().equals(ARMS) && !child.getNodeName().equals(ARM_DEFAULTS)) {
        children.add(child);
      }
    }
    children.add(Layer.section(ARMS, arms(all)));
    return Layer.section("", children);
  }

  /** Merges all layers, leaving {@code arm-defaults} where it is. */
  ImmutableNode combined() {
    return byPrecedence.stream()
        .map(Layer::root)
        .reduce(new OverrideCombiner()::combine)
        .orElseThrow();
  }

  private List<ImmutableNode> arms(ImmutableNode all) {
    ImmutableNode shared =
        Layer.find(all, ARM_DEFAULTS).stream()
            .findFirst()
            .orElse(Layer.section(ARM_DEFAULTS, List.of()));
    List<ImmutableNode> arms = new ArrayList<>();
    for (String name : armNames()) {
      // By node name, not by dotted key: a misspelt arm may hold a dot.
      ImmutableNode arm = Layer.find(all, ARMS).get(0).getChildren(name).get(0);
      arms.add(new OverrideCombiner().combine(arm, shared).setName(name));
    }
    return arms;
  }

  /** Returns the arms in the order of the weakest layer that names them, so overrides keep it. */
  Set<String> armNames() {
    Set<String> names = new LinkedHashSet<>();
    for (int i = byPrecedence.size() - 1; i >= 0; i--) {
      for (ImmutableNode arms : Layer.find(byPrecedence.get(i).root(), ARMS)) {
        arms.getChildren().forEach(arm -> names.add(arm.getNodeName()));
      }
    }
    return names;
  }

  /** Returns the source that decides a key, empty if none gives it. */
  Optional<String> source(String key) {
    return given(key).or(() -> armDefault(key).flatMap(this::given));
  }

  /** Returns the key that gives an arm's value where the arm itself does not. */
  static Optional<String> armDefault(String key) {
    String[] segments = key.split("\\.", 3);
    return segments.length == 3 && segments[0].equals(ARMS)
        ? Optional.of(ARM_DEFAULTS + "." + segments[2])
        : Optional.empty();
  }

  private Optional<String> given(String key) {
    return byPrecedence.stream()
        .filter(layer -> !Layer.find(layer.root(), key).isEmpty())
        .map(Layer::source)
        .findFirst();
  }
}
