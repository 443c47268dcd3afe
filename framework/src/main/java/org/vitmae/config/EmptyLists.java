package org.vitmae.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.commons.configuration2.tree.OverrideCombiner;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Empty lists, for which Commons Configuration makes no node: a key that was cleared would inherit
 * what it clears.
 */
final class EmptyLists {
  /** What the node of an empty list holds; no {@link Scalars scalar} of any type. */
  private enum Value {
    EMPTY;

    @Override
    public String toString() {
      return "[]";
    }
  }

  private EmptyLists() {}

  /** Tells whether nodes of one key stand for an empty list. */
  static boolean is(List<ImmutableNode> nodes) {
    return nodes.size() == 1 && nodes.get(0).getValue() == Value.EMPTY;
  }

  /**
   * Returns a section with a node for each empty list.
   *
   * @param yaml what the section was read from
   */
  static ImmutableNode restored(ImmutableNode root, String yaml, LoaderOptions options) {
    Object tree = new Yaml(new SafeConstructor(options)).load(yaml);
    ImmutableNode empty = new ImmutableNode.Builder().value(Value.EMPTY).create();
    return paths(tree)
        .map(path -> Layer.nested(path, List.of(empty)))
        .reduce(root, new OverrideCombiner()::combine);
  }

  /** Returns the keys that lead to empty lists, from the outermost on. */
  private static Stream<List<String>> paths(Object value) {
    if (value instanceof List<?> list && list.isEmpty()) {
      return Stream.of(List.of());
    }
    if (!(value instanceof Map<?, ?> section)) {
      return Stream.of();
    }
    return section.entrySet().stream()
        .flatMap(
            entry ->
                paths(entry.getValue())
                    .map(
                        inner ->
                            Stream.concat(Stream.of(entry.getKey().toString()), inner.stream())
                                .toList()));
  }
}
