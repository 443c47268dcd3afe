package org.vitmae.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.commons.configuration2.tree.OverrideCombiner;

/**
 * Layers merged by precedence, with {@code arm-defaults} and its recipe filled in under every arm
 * and the experiment's model, masking and pretraining under every variant.
 *
 * @param byPrecedence the strongest first
 */
record Layers(List<Layer> byPrecedence) {
  static final String ARMS = "arms";
  static final String ARM_DEFAULTS = "arm-defaults";
  static final String VARIANTS = "variants";
  private static final List<String> VARIABLE = List.of("model", "masking", "pretrain");

  /** Section of each arm's recipe, made by {@link NamedRecipes}; no definition may give it. */
  static final String RECIPES = "recipes";

  private static final Set<String> FILLED_IN =
      Set.of(ARMS, ARM_DEFAULTS, RECIPES, VARIANTS, Sweeps.SWEEPS);

  Layers {
    byPrecedence = List.copyOf(byPrecedence);
  }

  /** Merges all layers; a list replaces a weaker one as a whole. */
  ImmutableNode merged() {
    ImmutableNode all = combined();
    List<ImmutableNode> children = new ArrayList<>();
    for (ImmutableNode child : all.getChildren()) {
      if (!FILLED_IN.contains(child.getNodeName())) {
        children.add(child);
      }
    }
    List<ImmutableNode> varied =
        children.stream().filter(child -> VARIABLE.contains(child.getNodeName())).toList();
    children.add(Layer.section(ARMS, filled(all, ARMS, this::shared)));
    children.add(
        Layer.section(VARIANTS, filled(all, VARIANTS, variant -> Layer.section("", varied))));
    children.add(
        Layer.section(
            Sweeps.SWEEPS,
            filled(all, Sweeps.SWEEPS, sweep -> Layer.section("", List.of())).stream()
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

  /** Returns what a section holds by name, each filled up with what stands under it. */
  private List<ImmutableNode> filled(
      ImmutableNode all, String section, Function<String, ImmutableNode> under) {
    List<ImmutableNode> filled = new ArrayList<>();
    for (String name : names(section)) {
      // By node name, not by dotted key: a misspelt name may hold a dot.
      ImmutableNode own = Layer.find(all, section).get(0).getChildren(name).get(0);
      filled.add(new OverrideCombiner().combine(own, under.apply(name)).setName(name));
    }
    return filled;
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
    return given(key).or(() -> inherited(key).flatMap(under -> given(under, recipeKey(key))));
  }

  private static String recipeKey(String key) {
    return key.startsWith(ARMS + ".") ? RECIPES + key.substring(ARMS.length()) : key;
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

  private Optional<String> given(String... keys) {
    return byPrecedence.stream()
        .filter(
            layer -> Arrays.stream(keys).anyMatch(key -> !Layer.find(layer.root(), key).isEmpty()))
        .map(Layer::source)
        .findFirst();
  }
}
