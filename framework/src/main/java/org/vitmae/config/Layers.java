package org.vitmae.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.commons.configuration2.tree.OverrideCombiner;

/**
 * Layers merged by precedence, with {@code arm-defaults} filled in under every arm and the
 * experiment's model, masking and pretraining under every variant.
 *
 * @param byPrecedence the strongest first
 */
record Layers(List<Layer> byPrecedence) {
  static final String ARMS = "arms";
  static final String ARM_DEFAULTS = "arm-defaults";
  static final String VARIANTS = "variants";
  private static final List<String> VARIABLE = List.of("model", "masking", "pretrain");

  Layers {
    byPrecedence = List.copyOf(byPrecedence);
  }

  /** Merges all layers; a list replaces a weaker one as a whole. */
  ImmutableNode merged() {
    ImmutableNode all = combined();
    List<ImmutableNode> children = new ArrayList<>();
    for (ImmutableNode child : all.getChildren()) {
      if (!List.of(ARMS, ARM_DEFAULTS, VARIANTS, Sweeps.SWEEPS).contains(child.getNodeName())) {
        children.add(child);
      }
    }
    ImmutableNode shared =
        Layer.find(all, ARM_DEFAULTS).stream()
            .findFirst()
            .orElse(Layer.section(ARM_DEFAULTS, List.of()));
    List<ImmutableNode> varied =
        children.stream().filter(child -> VARIABLE.contains(child.getNodeName())).toList();
    children.add(Layer.section(ARMS, filled(all, ARMS, shared)));
    children.add(Layer.section(VARIANTS, filled(all, VARIANTS, Layer.section("", varied))));
    children.add(
        Layer.section(
            Sweeps.SWEEPS,
            filled(all, Sweeps.SWEEPS, Layer.section("", List.of())).stream()
                .map(Sweeps::complete)
                .toList()));
    return Layer.section("", children);
  }

  /** Merges all layers, leaving {@code arm-defaults} where it is. */
  ImmutableNode combined() {
    return byPrecedence.stream()
        .map(Layer::root)
        .reduce(new OverrideCombiner()::combine)
        .orElseThrow();
  }

  /** Returns what a section holds by name, each filled up with what all of them share. */
  private List<ImmutableNode> filled(ImmutableNode all, String section, ImmutableNode shared) {
    List<ImmutableNode> filled = new ArrayList<>();
    for (String name : names(section)) {
      // By node name, not by dotted key: a misspelt name may hold a dot.
      ImmutableNode own = Layer.find(all, section).get(0).getChildren(name).get(0);
      filled.add(new OverrideCombiner().combine(own, shared).setName(name));
    }
    return filled;
  }

  /**
   * Returns the names in a section in the order of the weakest layer that has them, so overrides
   * keep it.
   *
   * @param section {@link #ARMS}, {@link #VARIANTS} or {@link Sweeps#SWEEPS}
   */
  Set<String> names(String section) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = byPrecedence.size() - 1; i >= 0; i--) {
      for (ImmutableNode named : Layer.find(byPrecedence.get(i).root(), section)) {
        named.getChildren().forEach(node -> names.add(node.getNodeName()));
      }
    }
    return names;
  }

  /** Returns the source that decides a key, empty if none gives it. */
  Optional<String> source(String key) {
    return given(key).or(() -> inherited(key).flatMap(this::given));
  }

  /** Returns the key that gives an arm's or variant's value where it does not itself. */
  static Optional<String> inherited(String key) {
    String[] segments = key.split("\\.", 3);
    if (segments.length < 3) {
      return Optional.empty();
    }
    return switch (segments[0]) {
      case ARMS -> Optional.of(ARM_DEFAULTS + "." + segments[2]);
      case VARIANTS -> Optional.of(segments[2]);
      default -> Optional.empty();
    };
  }

  private Optional<String> given(String key) {
    return byPrecedence.stream()
        .filter(layer -> !Layer.find(layer.root(), key).isEmpty())
        .map(Layer::source)
        .findFirst();
  }
}
