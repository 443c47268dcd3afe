package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.DataException;
import org.vitmae.plugin.Plugins;

class PreflightTest {
  @TempDir private Path folder;

  private Preflight preflight(String... overrides) {
    ExperimentConfig config = DefinitionOptions.reader().read("quickstart", List.of(overrides));
    return preflight(config);
  }

  private Preflight preflight(ExperimentConfig config) {
    return new Preflight(config, folder, Plugins.load(Main.class.getClassLoader())::task);
  }

  private static List<String> problems(Preflight preflight) {
    try {
      preflight.check();
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  @Test
  void aShippedDefinitionPasses() {
    assertThatCode(() -> preflight().check()).doesNotThrowAnyException();
  }

  @Test
  void batchesThatCannotBeFilledAreToldBeforeAnythingIsTrained() {
    assertThat(
            problems(
                preflight(
                    "data.train.count=100",
                    "pretrain.batch-size=128",
                    "arms.fine-tune.labels-per-class=1",
                    "arms.fine-tune.train.batch-size=8",
                    "arms.fine-tune.train.accumulation=2",
                    "arms.scratch.labels-per-class=5",
                    "arms.scratch.train.batch-size=64",
                    "arms.linear-probe.train.batch-size=4",
                    "arms.cnn.train.batch-size=4")))
        .containsExactly(
            "pretrain.batch-size: found 128, with accumulation 1, but there are 100 training examples; lower them",
            "arms.fine-tune.train.batch-size: found 8, with accumulation 2, but there are 10 training examples; lower them, or raise the arm's label budget",
            "arms.scratch.train.batch-size: found 64, with accumulation 1, but there are 50 training examples; lower them, or raise the arm's label budget");
  }

  @Test
  void soAreThoseOfTrialsAndTheirPretraining() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mine.yaml"),
            """
            extends: quickstart
            data: {train: {count: 100}}
            pretrain: {batch-size: 20}
            variants: {half: {masking: {ratio: 0.5}}}
            arm-defaults: {labels-per-class: 0, train: {batch-size: 20}}
            arms: {fine-tune: {variant: half}}
            sweeps:
              fine-tune:
                keys:
                  variants.half.pretrain.batch-size: [20, 128]
                  arms.fine-tune.train.batch-size: [20, 256]
              scratch:
                keys:
                  arms.scratch.initialization: [random, weights]
                  arms.scratch.train.accumulation: [1, 6]
            weights: nope
            """);

    assertThat(problems(preflight(DefinitionOptions.reader().read(file.toString(), List.of()))))
        .containsExactly(
            "sweeps.fine-tune, trial 1 (variants.half.pretrain.batch-size=20; arms.fine-tune.train.batch-size=256): arms.fine-tune.train.batch-size: found 256, with accumulation 1, but there are 100 training examples; lower them",
            "sweeps.fine-tune, trial 2 (variants.half.pretrain.batch-size=128; arms.fine-tune.train.batch-size=20): pretrain.batch-size: found 128, with accumulation 1, but there are 100 training examples; lower them",
            "sweeps.scratch, trial 1 (arms.scratch.initialization=random; arms.scratch.train.accumulation=6): arms.scratch.train.batch-size: found 20, with accumulation 6, but there are 100 training examples; lower them",
            "sweeps.scratch, trial 2 (arms.scratch.initialization=weights; arms.scratch.train.accumulation=1): weights: %s does not exist; check the path."
                .formatted(folder.resolve("nope")));
  }

  @Test
  void armsThatTrainNothingTakeWhatThereIs() {
    assertThat(
            problems(
                preflight(
                    "arms.scratch.protocol=knn",
                    "arms.scratch.train.epochs=1",
                    "arms.scratch.train.warmup-epochs=0",
                    "arms.scratch.train.batch-size=4096")))
        .isEmpty();
  }

  @Test
  void weightsThatAreNotThereAreNamedByTheirKey() {
    assertThat(problems(preflight("weights=nope", "arms.scratch.initialization=weights")))
        .singleElement()
        .asString()
        .startsWith("weights: " + folder.resolve("nope"))
        .contains("does not exist");
  }

  @Test
  void soAreThoseThatPretrainingStartsFrom() {
    assertThat(problems(preflight("weights=nope", "pretrain-initialization=weights")))
        .singleElement()
        .asString()
        .startsWith("weights: " + folder.resolve("nope"))
        .contains("does not exist");
    assertThat(problems(preflight("weights=nope"))).as("nothing starts from them").isEmpty();
  }

  @Test
  void dataThatIsNotThereIsToldLikewise() {
    Preflight preflight = preflight("data.format=folder", "data.train.path=nowhere");

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(preflight::check)
        .withMessageContaining("nowhere does not exist");
  }
}
