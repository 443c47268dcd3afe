package org.vitmae.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.commons.configuration2.tree.OverrideCombiner;

/**
 * Layers merged by precedence, with {@code arm-defaults} and its recipe filled in under every arm.
 *
 * @param byPrecedence the strongest first
 */
record Layers(List<Layer> byPrecedence) {
  static final String ARMS = "arms";
  static final String ARM_DEFAULTS = "arm-defaults";

  /** Section of each arm's recipe, made by {@link NamedRecipes}; no definition may give it. */
  static final String RECIPES = "recipes";

  private static final Set<String> FOR_ARMS = Set.of(ARMS, ARM_DEFAULTS, RECIPES);

  Layers {
    byPrecedence = List.copyOf(byPrecedence);
  }

  /** Merges all layers; a list replaces a weaker one as a whole. */
  ImmutableNode merged() {
    ImmutableNode all = combined();
    List<ImmutableNode> children = new ArrayList<>();
    for (ImmutableNode child : all.getChildren()) {
      if (!FOR_ARMS.contains(child.getNodeName())) {
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
    List<ImmutableNode> arms = new ArrayList<>();
    for (String name : armNames()) {
      // By node name, not by dotted key: a misspelt arm may hold a dot.
      ImmutableNode arm = Layer.find(all, ARMS).get(0).getChildren(name).get(0);
      arms.add(new OverrideCombiner().combine(arm, shared(name)).setName(name));
    }
    return arms;
  }

  /** Returns what stands under an arm: each layer's {@code arm-defaults} or recipe of this arm. */
  private ImmutableNode shared(String arm) {
    return byPrecedence.stream()
        .flatMap(
            layer ->
                Stream.concat(
                    Layer.find(layer.root(), ARM_DEFAULTS).stream(),
                    Layer.find(layer.root(), RECIPES).stream()
                        .flatMap(recipes -> recipes.getChildren(arm).stream())))
        .reduce(new OverrideCombiner()::combine)
        .orElse(Layer.section(ARM_DEFAULTS, List.of()));
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
    return given(key)
        .or(
            () ->
                armDefault(key)
                    .flatMap(shared -> given(shared, RECIPES + key.substring(ARMS.length()))));
  }

  /** Returns the key that gives an arm's value where the arm itself does not. */
  static Optional<String> armDefault(String key) {
    String[] segments = key.split("\\.", 3);
    return segments.length == 3 && segments[0].equals(ARMS)
        ? Optional.of(ARM_DEFAULTS + "." + segments[2])
        : Optional.empty();
  }

  private Optional<String> given(String... keys) {
    return byPrecedence.stream()
        .filter(
            layer -> Arrays.stream(keys).anyMatch(key -> !Layer.find(layer.root(), key).isEmpty()))
        .map(Layer::source)
        .findFirst();
  }
}
