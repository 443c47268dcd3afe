package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.plugin.Plugins;
import org.vitmae.run.ArmCell;
import org.vitmae.run.CellFolder;
import org.vitmae.run.Manifest;
import org.vitmae.run.RunFolder;
import org.vitmae.train.Progress;
import org.vitmae.train.StopSignal;

/** Trains variants, budgets, repeats and a sweep for real, on a model that takes no time. */
@Tag("slow")
class VariedRunTest {
  private static final String DEFINITION =
      """
      threads: 1
      repeats: 2
      data:
        name: Scenes
        format: scenes
        train: {count: 96}
        validation: {count: 24}
        test: {count: 24}
        image-height: 16
        image-width: 16
        workers: 1
      model:
        preset: tiny
        patch-size: 4
        embed-dim: 16
        depth: 1
        num-heads: 2
        decoder-embed-dim: 16
        decoder-depth: 1
        decoder-num-heads: 2
      pretrain: {epochs: 1, warmup-epochs: 0, batch-size: 16}
      variants:
        plain: {masking: {ratio: 0.75}}
        masked: {model: {mask-tokens-in-encoder: true}}
      arm-defaults:
        protocol: fine-tune
        initialization: mae
        train: {epochs: 1, warmup-epochs: 0, batch-size: 4}
      arms:
        tune: {each: {variant: [plain, masked]}}
        few: {initialization: random, label-fraction: 0.1}
      sweeps:
        few: {keys: {arms.few.train.layer-decay: [0.5, 1]}}
      report: {baseline: few}
      """;

  @TempDir private Path folder;

  @Test
  void everyCellIsTrainedAndSaysWhatItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("varied.yaml"), DEFINITION);
    ExperimentConfig config = DefinitionOptions.reader().read(file.toString(), List.of());

    assertThat(run(config)).isEqualTo(Manifest.Status.DONE);

    try (RunFolder run = RunFolder.open(folder, config, true)) {
      assertThat(run.cells().stream().map(CellFolder::name))
          .containsExactly(
              "few-s0",
              "few-s0-r1",
              "pretrain-masked-s0",
              "pretrain-s0",
              "trial-few-0-s0",
              "trial-few-1-s0",
              "tune-masked-s0",
              "tune-masked-s0-r1",
              "tune-plain-s0",
              "tune-plain-s0-r1");
    }
    Manifest trial = manifest("trial-few-1-s0");
    assertThat(trial.data().testImages()).isZero();
    assertThat(cell("trial-few-1-s0").resolve("scores.csv")).doesNotExist();
    Manifest few = manifest("few-s0-r1");
    assertThat(few.arm().map(ArmCell::trials).orElseThrow().trialImagesSeen())
        .isEqualTo(manifest("trial-few-0-s0").usage().imagesSeen() + trial.usage().imagesSeen());
    assertThat(few.data().trainImages()).isLessThan(20);
    assertThat(few.notes()).anyMatch(note -> note.startsWith("Chosen among 2 trials by top1"));
    assertThat(Files.readAllLines(cell("few-s0").resolve("scores.csv"))).hasSize(25);
    ArmCell masked = manifest("tune-masked-s0-r1").arm().orElseThrow();
    assertThat(masked.start()).hasValue(new ArmCell.Start("pretrain-masked-s0", 0));
    assertThat(masked.axis()).hasValue(new ArmCell.Axis("tune", "variant", "masked"));
    assertThat(Files.readAllLines(folder.resolve("varied/trials.csv"))).hasSize(3);
  }

  private Manifest.Status run(ExperimentConfig config) throws IOException {
    Plugins plugins = Plugins.load(Main.class.getClassLoader());
    try (RunFolder run = RunFolder.open(folder, config, false);
        StopSignal stop = StopSignal.onTermination()) {
      CellTrainer training = new CellTrainer(plugins::task, folder, cell -> Progress.NONE, stop);
      return new ExperimentRunner(
              config,
              run,
              FinishedPretrainings.of(List.of(), new FakeInputs(Map.of(), Optional.empty())),
              plugins::task,
              training,
              new Console().writer())
          .run();
    }
  }

  private Path cell(String name) {
    return folder.resolve("varied/cells").resolve(name);
  }

  private Manifest manifest(String name) throws IOException {
    return Manifest.read(cell(name).resolve("manifest.json"));
  }
}
