package org.vitmae.config;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.apache.commons.configuration2.YAMLConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * The keys that one source gives, not yet merged or checked.
 *
 * <p>Nodes are read directly, never through the library's getters: those would interpolate <code>
 * ${env:...}</code> and <code>${file:...}</code>, and definitions are untrusted.
 *
 * @param source what to call it in messages: a file, a shipped name, {@code --set} or a sweep
 */
record Layer(String source, ImmutableNode root) {
  /** Far above any honest definition; a bigger one is a mistake or an attack. */
  static final int MAX_CHARACTERS = 1 << 20;

  /**
   * Reads YAML without type tags, duplicate keys or references to collections.
   *
   * @throws ConfigException if the text is not such YAML
   */
  static Layer parse(String source, String yaml) {
    YAMLConfiguration configuration = new YAMLConfiguration();
    try {
      configuration.read(new StringReader(yaml), options());
    } catch (ConfigurationException e) {
      throw new ConfigException("%s: not readable as YAML: %s".formatted(source, reason(e)));
    }
    ImmutableNode root = configuration.getNodeModel().getInMemoryRepresentation();
    if (root.getValue() != null) {
      throw new ConfigException(
          "%s: found the single value \"%s\", expected lines of the form key: value"
              .formatted(source, root.getValue()));
    }
    return new Layer(source, EmptyLists.restored(root, yaml, options()));
  }

  /**
   * Reads a value that takes the place of the definition's.
   *
   * @param source what gives it
   * @param override {@code dotted.key=value}, the value in YAML's scalar or list syntax; without
   *     one the empty text
   * @throws ConfigException if there is no {@code =} or the value is not YAML
   */
  static Layer override(String source, String override) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new ConfigException(
          "%1$s %2$s: expected key=value, for instance %1$s pretrain.epochs=5"
              .formatted(source, override));
    }
    String key = override.substring(0, equals).strip();
    String value = override.substring(equals + 1);
    List<ImmutableNode> parsed =
        value.isBlank()
            ? List.of(leaf("value", "")) // in YAML nothing is null, which would inherit
            : parse(source + " " + override, "value: " + value).root().getChildren();
    return new Layer(source, nested(List.of(key.split("\\.", -1)), parsed));
  }

  /**
   * Returns a section that gives a value, or the elements of a list, under a path of keys.
   *
   * @param path at least one key
   */
  static ImmutableNode nested(List<String> path, List<ImmutableNode> values) {
    String last = path.get(path.size() - 1);
    List<ImmutableNode> nodes = values.stream().map(value -> value.setName(last)).toList();
    for (int i = path.size() - 2; i >= 0; i--) {
      nodes = List.of(section(path.get(i), nodes));
    }
    return section("", nodes);
  }

  static ImmutableNode leaf(String name, String value) {
    return new ImmutableNode.Builder().name(name).value(value).create();
  }

  static ImmutableNode section(String name, List<ImmutableNode> children) {
    return new ImmutableNode.Builder().name(name).addChildren(children).create();
  }

  /** Returns the nodes under a dotted key: none, one, or the elements of a list. */
  static List<ImmutableNode> find(ImmutableNode root, String key) {
    List<ImmutableNode> nodes = List.of(root);
    for (String segment : key.split("\\.")) {
      nodes =
          nodes.stream()
              .flatMap(node -> node.getChildren().stream())
              .filter(child -> segment.equals(child.getNodeName()))
              .toList();
    }
    return nodes;
  }

  /** Returns the text under a dotted key, empty if it is not given. */
  Optional<String> text(String key) {
    return find(root, key).stream()
        .map(ImmutableNode::getValue)
        .flatMap(value -> Optional.ofNullable(value).map(Object::toString).stream())
        .findFirst();
  }

  /** Returns this layer without one top-level key. */
  Layer without(String key) {
    return new Layer(
        source,
        section(
            "", root.getChildren().stream().filter(c -> !key.equals(c.getNodeName())).toList()));
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setAllowRecursiveKeys(false);
    // The library drops the second use of a shared collection without a word, so none is allowed.
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(16);
    options.setCodePointLimit(MAX_CHARACTERS);
    return options;
  }

  private static String reason(ConfigurationException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = String.valueOf(cause.getMessage()).strip();
    if (!(cause instanceof ClassCastException)) {
      return message;
    }
    return message.startsWith("class java.util.ArrayList")
        ? "found a list, expected lines of the form key: value"
        : "a key is not text; put it in quotes";
  }
}
