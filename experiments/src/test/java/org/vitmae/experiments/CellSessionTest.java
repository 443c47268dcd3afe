package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Dataset;
import org.vitmae.data.Sample;
import org.vitmae.data.ScenesDataset;
import org.vitmae.data.Splits;
import org.vitmae.run.CellFolder;
import org.vitmae.run.CellKind;
import org.vitmae.run.Environment;
import org.vitmae.run.Manifest;
import org.vitmae.train.Progress;
import org.vitmae.train.StopSignal;

class CellSessionTest {
  private static final ExperimentConfig CONFIG =
      DefinitionOptions.reader()
          .read(
              "quickstart",
              List.of(
                  "arms.scratch.labels-per-class=0",
                  "arms.scratch.train.epochs=2",
                  "arms.scratch.train.warmup-epochs=0",
                  "arms.scratch.train.batch-size=3",
                  "arms.scratch.train.accumulation=2"));

  @TempDir private Path folder;

  /** Scenes of which something has to be said. */
  private record Noted(Dataset source, List<String> notes) implements Dataset {
    static Noted of(String split, int size, String... notes) {
      return new Noted(new ScenesDataset(1, split, size, 32, 32), List.of(notes));
    }

    @Override
    public int size() {
      return source.size();
    }

    @Override
    public Sample read(int index) {
      return source.read(index);
    }

    @Override
    public OptionalInt label(int index) {
      return source.label(index);
    }

    @Override
    public List<String> classNames() {
      return source.classNames();
    }

    @Override
    public String describe(int index) {
      return source.describe(index);
    }

    @Override
    public String fingerprint() {
      return source.fingerprint();
    }
  }

  private CellTraining.Result train(Splits splits) throws IOException {
    ArmConfig arm = CONFIG.arms().get("scratch");
    CellTraining.Request request =
        new CellTraining.Request(
            new PlannedCell(
                "any", CellKind.ARM, CONFIG, "", Optional.of("scratch"), 5, 0, Optional.empty()),
            new CellFolder(folder),
            Optional.empty());
    CellWork work =
        new ArmWork(
            new AnsweringTask(Map.of("score", 1.0)),
            PlannedData.of(CONFIG.data()).request(CONFIG, arm),
            Optional.empty(),
            true);
    try (CellSession session =
        new CellSession(
            request,
            new Environment("cpu", "fp32", 1, "", Map.of()),
            splits,
            splits.train(),
            work,
            Progress.NONE,
            new StopSignal())) {
      return session.train();
    }
  }

  @Test
  void whatTrainingCostIsThatOfTheImagesSeen() throws IOException {
    CellTraining.Result result =
        train(
            new Splits(
                Noted.of("train", 20),
                Optional.of(Noted.of("validation", 4)),
                Optional.of(Noted.of("test", 4))));

    // 20 images fill 3 updates of 2 batches of 3, twice; validation and test do not count.
    assertThat(result.status()).isEqualTo(Manifest.Status.DONE);
    assertThat(result.usage().imagesSeen()).isEqualTo(2 * 3 * 2 * 3);
    assertThat(result.usage().flops()).isEqualTo(36 * AnsweringTask.FLOPS_PER_IMAGE);
  }

  @Test
  void whatReadersSayOfEachSplitIsNotedOnce() throws IOException {
    CellTraining.Result result =
        train(
            new Splits(
                Noted.of("train", 6, "first", "of all"),
                Optional.of(Noted.of("validation", 4, "of all", "second")),
                Optional.of(Noted.of("test", 4, "third"))));

    assertThat(result.notes()).startsWith("first", "of all", "second", "third").hasSize(5);
  }
}
