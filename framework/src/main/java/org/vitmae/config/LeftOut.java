package org.vitmae.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * Arms, variants and sweeps that a definition inherits and does without: {@code cnn: null} under
 * {@code arms}.
 */
final class LeftOut {
  /** Sections whose entries a definition names itself. */
  static final List<String> NAMED = List.of(Layers.ARMS, Layers.VARIANTS, Sweeps.SWEEPS);

  private LeftOut() {}

  /**
   * Returns layers without the entries that a stronger one leaves out; an entry that none inherits
   * stays, and is all defaults.
   *
   * @param byPrecedence the strongest first
   */
  static List<Layer> removed(List<Layer> byPrecedence) {
    List<Layer> kept = new ArrayList<>();
    for (int i = byPrecedence.size() - 1; i >= 0; i--) {
      Layer layer = byPrecedence.get(i);
      for (String section : NAMED) {
        for (String name : empty(layer, section)) {
          if (new Layers(kept).names(section).contains(name)) {
            kept.replaceAll(weaker -> without(weaker, section, name));
            layer = without(layer, section, name);
          }
        }
      }
      kept.add(0, layer);
    }
    return kept;
  }

  private static List<String> empty(Layer layer, String section) {
    return Layer.find(layer.root(), section).stream()
        .flatMap(entries -> entries.getChildren().stream())
        .filter(LeftOut::saysNothing)
        .map(ImmutableNode::getNodeName)
        .toList();
  }

  /** Tells whether a node is null or has no keys. */
  private static boolean saysNothing(ImmutableNode node) {
    return node.getValue() == null && node.getChildren().isEmpty();
  }

  private static Layer without(Layer layer, String section, String name) {
    List<ImmutableNode> children =
        layer.root().getChildren().stream()
            .map(
                child ->
                    child.getNodeName().equals(section)
                        ? filtered(child, entry -> !entry.getNodeName().equals(name))
                        : child)
            .toList();
    return new Layer(layer.source(), layer.root().replaceChildren(children));
  }

  private static ImmutableNode filtered(ImmutableNode node, Predicate<ImmutableNode> wanted) {
    return node.replaceChildren(node.getChildren().stream().filter(wanted).toList());
  }

  /**
   * Refuses an override that changes nothing: what is null inherits.
   *
   * @throws ConfigException if it gives no value and leaves no entry out
   */
  static void checkChanges(Layer override) {
    ImmutableNode node = override.root();
    List<String> path = new ArrayList<>();
    while (!node.getChildren().isEmpty()) {
      node = node.getChildren().get(0);
      path.add(node.getNodeName());
    }
    boolean leavesOut = path.size() == 2 && NAMED.contains(path.get(0));
    if (saysNothing(node) && !leavesOut) {
      throw new ConfigException(
          "%s (%s): has no value, so it would change nothing; give one, or NAME=null under %s to do without an inherited one"
              .formatted(String.join(".", path), override.source(), String.join(", ", NAMED)));
    }
  }
}
