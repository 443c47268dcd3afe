package org.vitmae.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * The short forms in which {@code sweeps} are written, brought into that of {@link SweepConfig}.
 *
 * <p>Keys of a sweep are dotted and mean keys of the whole definition, so they are checked here.
 */
final class Sweeps {
  static final String SWEEPS = "sweeps";
  static final String KEYS = "keys";
  private static final String VALUES = "values";
  private static final Map<String, String> SWEEP =
      Map.of("search", "grid", "trials", "0", "seed", "0");
  private static final Map<String, String> RANGE =
      Map.of("min", "0", "max", "0", "scale", "linear");

  private Sweeps() {}

  /** Returns a sweep with its defaults, and with lists of values as sections. */
  static ImmutableNode complete(ImmutableNode sweep) {
    List<ImmutableNode> children = new ArrayList<>();
    for (ImmutableNode child : sweep.getChildren()) {
      children.add(child.getNodeName().equals(KEYS) ? completeKeys(child) : child);
    }
    return Layer.section(sweep.getNodeName(), withDefaults(children, SWEEP));
  }

  private static ImmutableNode completeKeys(ImmutableNode keys) {
    List<ImmutableNode> complete = new ArrayList<>();
    for (String key : names(keys)) {
      List<ImmutableNode> nodes = keys.getChildren(key);
      boolean isList = nodes.get(0).getChildren().isEmpty();
      List<ImmutableNode> parts = new ArrayList<>();
      for (ImmutableNode part : isList ? nodes : nodes.get(0).getChildren()) {
        parts.add(isList || part.getNodeName().equals(VALUES) ? values(part) : part);
      }
      complete.add(Layer.section(key, withDefaults(parts, RANGE)));
    }
    return Layer.section(KEYS, complete);
  }

  /** Returns a value as text; an empty list, which stands beside a range, stays one. */
  private static ImmutableNode values(ImmutableNode part) {
    return EmptyLists.is(List.of(part))
        ? part.setName(VALUES)
        : Layer.leaf(VALUES, Objects.toString(part.getValue(), ""));
  }

  private static List<ImmutableNode> withDefaults(
      List<ImmutableNode> given, Map<String, String> defaults) {
    List<ImmutableNode> complete = new ArrayList<>(given);
    defaults.forEach(
        (name, value) -> {
          if (given.stream().noneMatch(node -> node.getNodeName().equals(name))) {
            complete.add(Layer.leaf(name, value));
          }
        });
    return complete;
  }

  /** Returns a problem for every swept key that means nothing or does not concern the arm. */
  static List<String> problems(Layers layers, ValidKeys valid) {
    List<String> problems = new ArrayList<>();
    for (Layer layer : layers.byPrecedence()) {
      for (ImmutableNode sweeps : Layer.find(layer.root(), SWEEPS)) {
        for (ImmutableNode sweep : sweeps.getChildren()) {
          for (ImmutableNode keys : sweep.getChildren(KEYS)) {
            String where =
                "%s.%s.%s (%s)".formatted(SWEEPS, sweep.getNodeName(), KEYS, layer.source());
            check(sweep.getNodeName(), keys, where, valid, problems);
          }
        }
      }
    }
    return problems;
  }

  private static void check(
      String arm, ImmutableNode keys, String where, ValidKeys valid, List<String> problems) {
    String own = Kebab.join(Layers.ARMS, arm);
    for (String key : names(keys)) {
      valid
          .nearestUnless(key)
          .ifPresentOrElse(
              nearest ->
                  problems.add(
                      "%s: unknown key %s; give a full dotted key, the nearest is %s"
                          .formatted(where, key, nearest)),
              () -> {
                if (!key.matches("(model|masking|pretrain|variants)\\..+")
                    && !key.startsWith(own + ".")) {
                  problems.add(
                      "%s: %s is not the arm's; sweep keys of arms.%s, model, masking, pretrain or variants"
                          .formatted(where, key, arm));
                } else if (key.equals(ConfigReader.PRESET)) {
                  problems.add(standsForOthers(where, key, "model.embed-dim, model.depth"));
                } else if (key.equals(Kebab.join(own, NamedRecipes.KEY))) {
                  problems.add(standsForOthers(where, key, own + ".train.epochs"));
                }
              });
      for (ImmutableNode part : keys.getChildren(key).get(0).getChildren()) {
        if (!part.getNodeName().equals(VALUES) && !RANGE.containsKey(part.getNodeName())) {
          problems.add(
              "%s: %s has %s, must be a list of values, or min, max and scale"
                  .formatted(where, key, part.getNodeName()));
        }
      }
    }
  }

  /** Trials vary the resolved definition, in which every such key has a value already. */
  private static String standsForOthers(String where, String key, String others) {
    return "%s: %s stands for other keys; sweep those that are to vary (%s and so on)"
        .formatted(where, key, others);
  }

  private static Set<String> names(ImmutableNode section) {
    Set<String> names = new LinkedHashSet<>();
    section.getChildren().forEach(child -> names.add(child.getNodeName()));
    return names;
  }
}
