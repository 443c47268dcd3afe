package org.vitmae.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.junit.jupiter.api.Test;

/** The file of defaults is also the reference of keys, so it must be complete. */
class DefaultsTest {
  private static final Set<String> REQUIRED =
      Set.of(
          "name",
          "data.name",
          "data.format",
          "arm-defaults.protocol",
          "arm-defaults.initialization");

  private static String text(String file) throws IOException {
    return new String(
        DefaultsTest.class.getResourceAsStream(file).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void leaves(ImmutableNode node, String path, Set<String> keys) {
    if (node.getChildren().isEmpty()) {
      keys.add(Layers.inherited(path).orElse(path));
    }
    node.getChildren().forEach(child -> leaves(child, Kebab.join(path, child.getNodeName()), keys));
  }

  @Test
  void everyKeyHasADefaultOrIsRequired() throws IOException {
    ExperimentConfig config =
        new ConfigReader(getClass().getClassLoader()).read("shipped-for-tests", List.of());
    Set<String> all = new TreeSet<>();
    leaves(Layer.parse("config", ConfigWriter.yaml(config)).root(), "", all);
    Layer defaults = Layer.parse("defaults.yaml", text("defaults.yaml"));
    ImmutableNode preset =
        Layer.parse("presets.yaml", text("presets.yaml")).root().getChildren("base").get(0);

    Set<String> open = new TreeSet<>(all);
    open.removeIf(key -> !Layer.find(defaults.root(), key).isEmpty());
    open.removeIf(key -> key.startsWith("model.") && hasChild(preset, key.substring(6)));

    assertThat(all).hasSizeGreaterThan(80);
    assertThat(open).isEqualTo(new TreeSet<>(REQUIRED));
  }

  private static boolean hasChild(ImmutableNode node, String name) {
    return !node.getChildren(name).isEmpty();
  }

  @Test
  void requiredKeysAreDocumented() throws IOException {
    assertThat(text("defaults.yaml"))
        .contains("# name: NAME", "# format: FORMAT", "# protocol: PROTOCOL", "# extends: OTHER");
  }
}
