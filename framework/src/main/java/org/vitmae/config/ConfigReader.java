package org.vitmae.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * Reads experiment definitions.
 *
 * <p>A key's value comes from the first of these that gives it: {@code --set}, the definition, the
 * definitions it {@code extends}, the preset {@code model.preset}, an arm's {@code recipe}, {@code
 * defaults.yaml}. What stands under {@code arm-defaults} is filled in under every arm, the
 * experiment's own model, masking and pretraining under every variant.
 */
public final class ConfigReader {
  static final String PRESET = "model.preset";

  private static final String NAME = "name";
  private static final String EXTENDS = "extends";
  private static final String DESCRIPTION = "description";

  private final Definitions definitions;

  /**
   * Creates a reader.
   *
   * @param shipped where shipped definitions are found, as {@code experiments/NAME.yaml} listed in
   *     {@code experiments/index.txt}
   */
  public ConfigReader(ClassLoader shipped) {
    definitions = new Definitions(shipped);
  }

  /** Returns the names of all shipped definitions, in their listed order. */
  public List<String> shippedNames() {
    return definitions.shippedNames();
  }

  /** Returns what a shipped definition says of itself, without checking the rest of it. */
  public String description(String shippedName) {
    return inheritance(definitions.find(shippedName, Optional.empty())).stream()
        .flatMap(layer -> layer.text(DESCRIPTION).stream())
        .findFirst()
        .orElse("");
  }

  /**
   * Reads and checks a definition.
   *
   * @param nameOrFile a shipped name, or the path of a file ending in {@code .yaml}
   * @param overrides each {@code dotted.key=value}, the last one winning
   * @throws ConfigException listing everything that is wrong
   */
  public ExperimentConfig read(String nameOrFile, List<String> overrides) {
    return read(definitions.find(nameOrFile, Optional.empty()), overrides, "--set");
  }

  /**
   * Reads and checks a resolved definition with other values.
   *
   * @param overrides each {@code dotted.key=value}, the last one winning
   * @param source what messages call the place of the overrides
   * @throws ConfigException listing everything that is wrong
   */
  public ExperimentConfig with(ExperimentConfig config, List<String> overrides, String source) {
    return read(
        new Definitions.Definition(
            config.name(), config.name(), Optional.empty(), ConfigWriter.yaml(config)),
        overrides,
        source);
  }

  private ExperimentConfig read(
      Definitions.Definition definition, List<String> overrides, String source) {
    List<String> problems = new ArrayList<>();
    List<Layer> files = inheritance(definition);
    List<Layer> given = new ArrayList<>(overrides(overrides, source, new Layers(files), problems));
    given.addAll(files);

    ValidKeys valid = ValidKeys.of(new Layers(files));
    given.forEach(layer -> problems.addAll(valid.problems(layer)));
    given = LeftOut.removed(given);
    given = new Each(new Layers(given), valid, problems).multiplied();
    problems.addAll(Sweeps.problems(new Layers(given), ValidKeys.of(new Layers(given))));

    Layer defaults = Layer.parse("defaults.yaml", own("defaults.yaml"));
    Layer preset = preset(with(given, defaults), problems);
    Layer recipes =
        new NamedRecipes(Layer.parse("recipes.yaml", own("recipes.yaml")))
            .ofArms(new Layers(given), problems);
    Layer name =
        new Layer(
            "name of the definition",
            Layer.section(
                "",
                List.of(new ImmutableNode.Builder().name(NAME).value(definition.name()).create())));
    Layers all = new Layers(with(given, preset, recipes, defaults, name));
    ImmutableNode fallback = new Layers(List.of(preset, defaults, name)).combined();
    Optional<ExperimentConfig> config =
        new RecordMapper(all, fallback, problems).map(all.merged(), ExperimentConfig.class);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return config.orElseThrow();
  }

  private static List<Layer> overrides(
      List<String> overrides, String source, Layers files, List<String> problems) {
    List<Layer> layers = new ArrayList<>();
    for (String override : overrides) {
      try {
        layers.add(0, checked(Layer.override(source, override), files));
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    return layers;
  }

  /** A misspelt arm, variant or sweep in an override must not quietly become one more. */
  private static Layer checked(Layer override, Layers files) {
    if (override.text(EXTENDS).isPresent()) {
      throw new ConfigException(
          "extends (%s): only a file can extend another".formatted(override.source()));
    }
    LeftOut.checkChanges(override);
    for (String section : LeftOut.NAMED) {
      Set<String> existing = files.names(section);
      for (String name : new Layers(List.of(override)).names(section)) {
        if (!existing.contains(name)) {
          String one = section.substring(0, section.length() - 1);
          throw new ConfigException(
              "%s.%s (%s): no such %s%s; add %s in a file"
                  .formatted(
                      section,
                      name,
                      override.source(),
                      one,
                      Nearest.of(name, existing).map(", the nearest is %s"::formatted).orElse(""),
                      section));
        }
      }
    }
    return override;
  }

  /** Returns the definition and those it extends, nearest first; only its own name counts. */
  private List<Layer> inheritance(Definitions.Definition start) {
    List<Layer> layers = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    Optional<Definitions.Definition> next = Optional.of(start);
    while (next.isPresent()) {
      Definitions.Definition definition = next.get();
      if (!seen.add(definition.source())) {
        throw new ConfigException(
            "extends: the definitions extend each other in a circle: %s, %s"
                .formatted(String.join(", ", seen), definition.source()));
      }
      Layer layer = Layer.parse(definition.source(), definition.text());
      layers.add(layers.isEmpty() ? layer : layer.without(NAME));
      next = layer.text(EXTENDS).map(other -> definitions.find(other, definition.folder()));
    }
    return layers;
  }

  /** Returns the preset whose encoder has some width and depth, empty if none has. */
  public Optional<Preset> presetOf(int embedDim, int depth) {
    return presets().root().getChildren().stream()
        .map(Preset::of)
        .filter(preset -> preset.embedDim() == embedDim && preset.depth() == depth)
        .findFirst();
  }

  private Layer presets() {
    return Layer.parse("presets.yaml", own("presets.yaml"));
  }

  private Layer preset(List<Layer> layers, List<String> problems) {
    Layer presets = presets();
    List<String> names =
        presets.root().getChildren().stream().map(ImmutableNode::getNodeName).toList();
    String wanted =
        layers.stream().flatMap(layer -> layer.text(PRESET).stream()).findFirst().orElseThrow();
    String name = wanted;
    if (!names.contains(wanted)) {
      problems.add(
          "%s%s: found \"%s\", must be one of %s"
              .formatted(
                  PRESET,
                  new Layers(layers).source(PRESET).map(" (%s)"::formatted).orElse(""),
                  wanted,
                  String.join(", ", names)));
      name = names.get(0);
    }
    ImmutableNode model = presets.root().getChildren(name).get(0).setName("model");
    return new Layer("preset " + name, Layer.section("", List.of(model)));
  }

  private String own(String file) {
    return definitions.resource("org/vitmae/config/" + file);
  }

  private static List<Layer> with(List<Layer> stronger, Layer... weaker) {
    List<Layer> layers = new ArrayList<>(stronger);
    layers.addAll(List.of(weaker));
    return layers;
  }
}
