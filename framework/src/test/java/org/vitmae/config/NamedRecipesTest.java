package org.vitmae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedRecipesTest {
  private static final String SMALLEST =
      """
      data: {name: Scenes, format: scenes}
      """;
  private static final String TWO_ARMS =
      SMALLEST
          + """
          arm-defaults:
            recipe: plain
            train: {epochs: 7}
          arms:
            zebra: {protocol: linear-probe, initialization: mae}
            ape: {protocol: fine-tune, initialization: random}
          report: {baseline: ape}
          """;

  @TempDir Path folder;

  private Path write(String name, String yaml) throws IOException {
    return Files.writeString(folder.resolve(name), yaml);
  }

  private ExperimentConfig read(String yaml, String... overrides) throws IOException {
    return read(write("mine.yaml", yaml), overrides);
  }

  private static ExperimentConfig read(Path file, String... overrides) {
    return new ConfigReader(NamedRecipesTest.class.getClassLoader())
        .read(file.toString(), List.of(overrides));
  }

  private List<String> problems(String yaml, String... overrides) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(yaml, overrides));
    return e.problems().stream().map(p -> p.replace(folder + "/", "")).toList();
  }

  @Test
  void recipeStandsBetweenTheDefinitionAndTheDefaults() throws IOException {
    ExperimentConfig config =
        read(
            SMALLEST
                + """
                arm-defaults: {initialization: random, train: {batch-size: 32}}
                arms:
                  scratch: {protocol: supervised, train: {drop-path: 0.2}}
                  probe: {protocol: linear-probe, train: {epochs: 30}}
                  like-scratch: {protocol: cnn, recipe: supervised, train: {layer-decay: 0.9}}
                  small: {protocol: fine-tune, recipe: plain}
                  other: {protocol: unheard-of}
                report: {baseline: scratch}
                """);
    RecipeConfig scratch = config.arms().get("scratch").train();
    RecipeConfig probe = config.arms().get("probe").train();

    assertThat(scratch.weightDecay()).isEqualTo(0.3);
    assertThat(scratch.dropPath()).isEqualTo(0.2);
    assertThat(scratch.batchSize()).isEqualTo(32);
    assertThat(scratch.mix()).isEqualTo(new MixConfig(0.8, 1, 1, 0.5));
    assertThat(scratch.augment().randAugmentMagnitude()).isEqualTo(9);
    assertThat(probe.optimizer()).isEqualTo(RecipeConfig.OptimizerKind.LARS);
    assertThat(probe.epochs()).isEqualTo(30);
    assertThat(config.arms().get("like-scratch").train().emaDecay()).isEqualTo(0.9999);
    assertThat(config.arms().get("like-scratch").train().layerDecay()).isEqualTo(0.9);
    assertThat(config.arms().get("small").train()).isEqualTo(config.arms().get("other").train());
    assertThat(config.arms().get("small").train().mix().isOn()).isFalse();
  }

  @Test
  void ratesAndWindowsAreAsTheRecipesPublished() throws IOException {
    ExperimentConfig config =
        read(
            SMALLEST
                + """
                arm-defaults: {initialization: random}
                arms:
                  boxes: {task: detection, protocol: fcos, recipe: detection}
                  pixels: {task: segmentation, protocol: fpn, recipe: segmentation}
                  class: {protocol: fine-tune}
                  own: {protocol: fcos, recipe: detection, train: {decay: cosine}}
                report: {baseline: class}
                """);

    assertThat(config.arms().values().stream().map(a -> a.train().augment().framing()))
        .extracting(FramingConfig::classShareMax)
        .containsExactly(1.0, 0.75, 1.0, 1.0);
    assertThat(config.pretrain().recipe().decay()).isEqualTo(RecipeConfig.Decay.COSINE);
    assertThat(config.arms().values().stream().map(arm -> arm.train().decay()))
        .containsExactly(
            RecipeConfig.Decay.STEPS,
            RecipeConfig.Decay.LINEAR,
            RecipeConfig.Decay.COSINE,
            RecipeConfig.Decay.COSINE);
  }

  @Test
  void recipeIsInheritedAndOverridden() throws IOException {
    write("parent.yaml", TWO_ARMS);
    Path child = write("child.yaml", "extends: parent.yaml\n");

    assertThat(read(child).arms().get("ape").train().mix().isOn()).isFalse();
    assertThat(read(child, "arms.ape.recipe=fine-tune").arms().get("ape").train())
        .satisfies(
            recipe -> {
              assertThat(recipe.mix().isOn()).isTrue();
              assertThat(recipe.epochs()).isEqualTo(7);
            });
  }

  @Test
  void wrongRecipesAreExplained() {
    assertThat(
            problems(
                TWO_ARMS,
                "arms.ape.recipe=finetune",
                "arms.zebra.recipe=supervised",
                "arms.zebra.train.optimizer=adamw"))
        .containsExactly(
            "arms.ape.recipe (--set): found \"finetune\", must be one of fine-tune, linear-probe,"
                + " supervised, detection, segmentation, plain",
            "arms.zebra.train.warmup-epochs (recipes.yaml): found 20, must be from 0 to 7, the epochs; lower it, or raise epochs");
    assertThat(problems(SMALLEST + "recipes: {a: {train: {epochs: 3}}}\n"))
        .singleElement()
        .asString()
        .startsWith("recipes (mine.yaml): unknown key");
  }
}
