package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.plugin.Task;

class DescriptionTest {
  private static String describe(String... overrides) {
    ExperimentConfig config =
        DefinitionOptions.reader().read("imagenet-vit-base", List.of(overrides));
    Console console = new Console();
    new Description(config, task -> new FakeTask(), new Speed(), console.writer()).print();
    return console.out();
  }

  @Test
  void figuresArePlannedByHand() {
    // 1 281 167 / 256 = 5004 batches, / 16 = 312 updates, x 800 epochs.
    // 249 600 steps x 4096 images x 58.2 GFLOP at 1 TFLOP/s is 16 500 hours.
    assertThat(describe())
        .contains(
            "196 patches, 49 kept by random masking of 75 %",
            "effective batch 256 x 16 = 4096, learning rate 0.00015 x 4096 / 256 = 0.0024",
            "249600 steps (312 per epoch), 16500 hours",
            "1281167 training images",
            "RandAugment (9, 0.5), random erasing 0.25, mixup 0.8, cutmix 1");
  }

  @Test
  void tooFewImagesForOneStepAreNoticed() {
    assertThat(describe("data.train.count=100")).contains("NO STEP: 100 images");
  }

  @Test
  void soIsATrialThatWouldTakeNone(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mine.yaml"),
            """
            extends: quickstart
            sweeps: {scratch: {keys: {arms.scratch.train.batch-size: [40, 800]}}}
            """);
    Console console = new Console();

    assertThat(console.execute("describe", file.toString())).as(console.err()).isZero();
    assertThat(console.out())
        .contains(
            "2 trials on seed 0, chosen by validation",
            "trial 1 (arms.scratch.train.batch-size=800): NO STEP: 400 images are fewer")
        .doesNotContain("trial 0");
  }

  @Test
  void anArmThatTrainsNothingTakesNoStep() {
    Console console = new Console();
    int exit =
        console.execute(
            "describe",
            "quickstart",
            "--set",
            "arms.linear-probe.protocol=knn",
            "--set",
            "arms.linear-probe.train={epochs: 1, warmup-epochs: 0, batch-size: 4096}");

    assertThat(exit).as(console.err()).isZero();
    assertThat(console.out())
        .contains("trains no weight and looks at 400 images once, ")
        .doesNotContain("NO STEP");
  }

  @Test
  void unknownNumberOfImagesIsSaid() {
    assertThat(describe("data.train.count=0")).contains("number of images unknown");
  }

  @Test
  void allArmsThatCannotBeRunAreNamed() {
    ExperimentConfig config =
        DefinitionOptions.reader()
            .read(
                "imagenet-vit-base",
                List.of("arms.fine-tune.protocol=finetune", "arms.scratch.task=dreaming"));

    assertThatThrownBy(() -> DefinitionCheck.run(config, DescriptionTest::only))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "arms.fine-tune.protocol: found \"finetune\", must be one of cnn, fine-tune,"
                + " knn, linear-probe, mlp-probe, partial-fine-tune, supervised")
        .hasMessageContaining("arms.scratch.task: no dreaming here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "imagenet-vit-base | masking.ratio=0 | masking.ratio is 0.0, which keeps 196 of 196 patches",
        "quickstart | data.test.count=0 | data.test: missing, but arms are judged on test examples; set it",
        "quickstart | online-probe.every-epochs=1 | online-probe.task: found \"classification\", which has no online probe; choose another or set online-probe.every-epochs to 0"
      })
  void whatCannotWorkIsRefusedBeforeAnythingIsTrained(
      String experiment, String override, String problem) {
    ExperimentConfig config = DefinitionOptions.reader().read(experiment, List.of(override));

    assertThatThrownBy(() -> DefinitionCheck.run(config, task -> new FakeTask()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void pretrainingAloneNeedsNoTestExamples() {
    ExperimentConfig config =
        DefinitionOptions.reader()
            .read("grocery-pretraining", List.of("data.test={path: '', list: '', count: 0}"));

    assertThatCode(() -> DefinitionCheck.run(config, task -> new FakeTask()))
        .doesNotThrowAnyException();
  }

  private static Task only(String task) {
    if (!task.equals("classification")) {
      throw new ConfigException("no " + task + " here");
    }
    return new FakeTask();
  }
}
