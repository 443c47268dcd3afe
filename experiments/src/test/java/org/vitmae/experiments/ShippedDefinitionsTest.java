package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vitmae.config.ConfigWriter;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.plugin.Plugins;

class ShippedDefinitionsTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", "."), "src/main/resources/experiments");

  static List<String> names() {
    return DefinitionOptions.reader().shippedNames().stream()
        .filter(name -> Files.exists(FOLDER.resolve(name + ".yaml")))
        .toList();
  }

  private static ExperimentConfig read(String name) {
    return DefinitionOptions.reader().read(name, List.of());
  }

  @Test
  void everyFileIsListed() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".yaml")))
          .containsExactlyInAnyOrderElementsOf(
              names().stream().map(name -> name + ".yaml").toList());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void definitionReadsAndReadsBack(String name, @TempDir Path folder) throws IOException {
    ExperimentConfig config = read(name);
    Path file = Files.writeString(folder.resolve("config.yaml"), ConfigWriter.yaml(config));

    assertThat(config.name()).isEqualTo(name);
    assertThat(config.description())
        .isNotBlank()
        .isEqualTo(DefinitionOptions.reader().description(name));
    assertThat(DefinitionOptions.reader().read(file.toString(), List.of())).isEqualTo(config);
  }

  @ParameterizedTest
  @MethodSource("names")
  void definitionIsPlannedWithoutData(String name) {
    ExperimentConfig config = read(name);
    Console console = new Console();
    Plugins plugins = Plugins.load(getClass().getClassLoader());
    DefinitionCheck.run(config, plugins::task);

    new Description(config, plugins::task, new Speed(), console.writer()).print();

    assertThat(console.out())
        .contains("GFLOP per training image", "patches", "steps (")
        .doesNotContain("NO STEP");
    config.arms().keySet().forEach(arm -> assertThat(console.out()).contains("arm " + arm));
  }

  @ParameterizedTest
  @MethodSource("names")
  void publishedRecipesAreKeptWhereResultsArePublished(String name, @TempDir Path folder)
      throws IOException {
    ExperimentConfig config = read(name);
    String now = ConfigWriter.yaml(config);
    String then = now.replaceAll("(?m)^ *(decay|class-share-max):.*\n", "");
    Path file = Files.writeString(folder.resolve("config.yaml"), then);
    boolean asPublished = name.matches("(coco-vit|ade20k).*|camvid|cityscapes");

    assertThat(now.contains("decay: steps")).isEqualTo(name.startsWith("coco-vit"));
    assertThat(now.contains("decay: linear")).isEqualTo(asPublished && !name.startsWith("coco"));
    assertThat(now.contains("share-max: 0.75")).isEqualTo(now.contains("decay: linear"));
    assertThat(DefinitionOptions.reader().read(file.toString(), List.of()).equals(config))
        .isEqualTo(!asPublished);
  }

  @ParameterizedTest
  @MethodSource("papersRecipes")
  void imagenetSchedulesAreThePapers(
      String name, int fineTuneEpochs, int scratchEpochs, double dropPath) {
    ExperimentConfig config = read(name);
    RecipeConfig fineTune = config.arms().get("fine-tune").train();

    assertThat(config.pretrain().recipe().effectiveBatchSize()).isEqualTo(4096);
    assertThat(config.pretrain().recipe().learningRate()).isEqualTo(1.5e-4 * 16);
    assertThat(fineTune.effectiveBatchSize()).isEqualTo(1024);
    assertThat(fineTune.epochs()).isEqualTo(fineTuneEpochs);
    assertThat(fineTune.dropPath()).isEqualTo(dropPath);
    assertThat(config.arms().get("linear-probe").train().effectiveBatchSize()).isEqualTo(16384);
    assertThat(config.arms().get("scratch").train().effectiveBatchSize()).isEqualTo(4096);
    assertThat(config.arms().get("scratch").train().epochs()).isEqualTo(scratchEpochs);
    assertThat(fineTune.learningRate()).isEqualTo(1e-3 * 4);
  }

  static Stream<Arguments> papersRecipes() {
    return Stream.of(
        Arguments.of("imagenet-vit-base", 100, 300, 0.1),
        Arguments.of("imagenet-vit-large", 50, 200, 0.1),
        Arguments.of("imagenet-vit-huge", 50, 200, 0.2));
  }
}
