package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.run.ArmCell;
import org.vitmae.run.CellFolder;
import org.vitmae.run.DataSummary;
import org.vitmae.run.Environment;
import org.vitmae.run.Manifest;
import org.vitmae.run.RunFolder;
import org.vitmae.run.Usage;
import org.vitmae.train.TrainingException;
import org.vitmae.weights.WeightsSource;

class ExperimentRunnerTest {
  private static final String SWEPT =
      """
      extends: quickstart
      sweeps:
        fine-tune: {keys: {masking.ratio: [0.5, 0.75]}}
        scratch: {keys: {arms.scratch.train.base-learning-rate: [1.0e-3, 1.0e-1]}}
      """;

  @TempDir Path out;
  private final List<String> trained = new ArrayList<>();
  private List<Path> pretrained = List.of();
  private Map<String, String> fingerprints = Map.of();
  private Map<String, String> seen = Map.of();
  private List<String> skipped = List.of();
  private long peakMemory;
  private Map<String, String> libraries = Map.of();
  private Optional<WeightsSource> weights = Optional.empty();
  private ExperimentConfig config =
      DefinitionOptions.reader().read("quickstart", List.of("seeds=[1, 2]"));

  /** Writes down which cells it is asked for, and ends them as told. */
  private final class RecordedTraining implements CellTraining {
    private final Map<String, RuntimeException> failures;
    private final Map<String, Manifest.Status> endings;

    RecordedTraining(Map<String, RuntimeException> failures, Map<String, Manifest.Status> endings) {
      this.failures = failures;
      this.endings = endings;
    }

    @Override
    public Session open(Request request) {
      String cell = request.folder().name();
      trained.add(cell + request.pretrained().map(p -> " from " + p.name()).orElse(""));
      return new Session() {
        @Override
        public String engine() {
          return "libtorch";
        }

        @Override
        public Environment environment() {
          return new Environment("cpu", "fp32", 1, "", libraries);
        }

        @Override
        public Optional<WeightsSource> weights() {
          return weights;
        }

        @Override
        public DataSummary data() {
          return new DataSummary(1, 1, 1, List.of(), seen, skipped, List.of());
        }

        @Override
        public Usage size() {
          return new Usage(5, 4, 0, 0, 0, 0, peakMemory);
        }

        @Override
        public Result train() throws IOException {
          assertThat(request.folder().manifest().map(Manifest::status))
              .hasValue(Manifest.Status.RUNNING);
          if (failures.containsKey(cell)) {
            throw failures.get(cell);
          }
          if (cell.startsWith("trial-")) {
            Files.writeString(
                request.folder().path().resolve("metrics.csv"),
                "step,epoch,split,metric,value\n1,1.0,val,top1,0.5\n");
          }
          return new Result(
              endings.getOrDefault(cell, Manifest.Status.DONE), size(), data(), List.of("Noted."));
        }

        @Override
        public void close() {}
      };
    }
  }

  private Manifest.Status run(boolean resume, CellTraining training) throws IOException {
    try (RunFolder run = RunFolder.open(out, config, resume)) {
      return new ExperimentRunner(
              config,
              run,
              FinishedPretrainings.of(pretrained, new FakeInputs(fingerprints, weights)),
              task -> new FakeTask(),
              training,
              new Console().writer())
          .run();
    }
  }

  private CellFolder cell(String name) {
    return new CellFolder(out.resolve("quickstart/cells").resolve(name));
  }

  private static ExperimentConfig swept(Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("quickstart.yaml"), SWEPT);
    return DefinitionOptions.reader().read(file.toString(), List.of());
  }

  @Test
  void everySeedPretrainsOnceAndRunsEveryArm() throws IOException {
    Manifest.Status status = run(false, new RecordedTraining(Map.of(), Map.of()));

    assertThat(status).isEqualTo(Manifest.Status.DONE);
    assertThat(trained)
        .containsExactly(
            "pretrain-s1",
            "linear-probe-s1 from pretrain-s1",
            "fine-tune-s1 from pretrain-s1",
            "scratch-s1",
            "cnn-s1",
            "pretrain-s2",
            "linear-probe-s2 from pretrain-s2",
            "fine-tune-s2 from pretrain-s2",
            "scratch-s2",
            "cnn-s2");
    Manifest probe = cell("linear-probe-s2").manifest().orElseThrow();
    assertThat(probe.status()).isEqualTo(Manifest.Status.DONE);
    assertThat(probe.notes()).containsExactly("Noted.");
    assertThat(probe.subject().seed()).isEqualTo(2);
    assertThat(probe.arm().flatMap(ArmCell::start)).hasValue(new ArmCell.Start("pretrain-s2", 2));
    ArmCell cnn = cell("cnn-s1").manifest().flatMap(Manifest::arm).orElseThrow();
    assertThat(cnn.subject().initialization()).isEqualTo("random");
    assertThat(cnn.start()).isEmpty();
  }

  @Test
  void stoppedRunGoesOnWhereItStopped() throws IOException {
    Map<String, Manifest.Status> stop = Map.of("fine-tune-s1", Manifest.Status.STOPPED);
    assertThat(run(false, new RecordedTraining(Map.of(), stop))).isEqualTo(Manifest.Status.STOPPED);
    assertThat(cell("fine-tune-s1").manifest().map(Manifest::status))
        .hasValue(Manifest.Status.STOPPED);
    trained.clear();

    run(true, new RecordedTraining(Map.of(), Map.of()));

    assertThat(trained)
        .startsWith("fine-tune-s1 from pretrain-s1", "scratch-s1")
        .doesNotContain("pretrain-s1");
  }

  @Test
  void aResumedCellBeganWhenItFirstDid() throws IOException {
    Map<String, Manifest.Status> stop = Map.of("pretrain-s1", Manifest.Status.STOPPED);
    run(false, new RecordedTraining(Map.of(), stop));
    Path file = cell("pretrain-s1").path().resolve("manifest.json");
    String then = cell("pretrain-s1").manifest().orElseThrow().startedAt();
    Files.writeString(file, Files.readString(file).replace(then, "2026-01-01T00:00:00Z"));

    run(true, new RecordedTraining(Map.of(), Map.of()));

    Manifest manifest = cell("pretrain-s1").manifest().orElseThrow();
    assertThat(manifest.startedAt()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(manifest.finishedAt()).isGreaterThanOrEqualTo(then);
  }

  @Test
  void failureIsOnRecordAndPassedOn() throws IOException {
    RuntimeException failure = new IllegalStateException("loss is NaN");

    assertThatThrownBy(
            () -> run(false, new RecordedTraining(Map.of("scratch-s1", failure), Map.of())))
        .isSameAs(failure);
    assertThat(cell("scratch-s1").manifest().map(Manifest::status))
        .hasValue(Manifest.Status.FAILED);
    assertThat(cell("scratch-s1").manifest().orElseThrow().notes())
        .containsExactly("Failed: java.lang.IllegalStateException: loss is NaN");
    assertThat(trained).endsWith("scratch-s1");
  }

  @Test
  void trialsThatDivergedStayOut(@TempDir Path folder) throws IOException {
    config = swept(folder);
    RuntimeException diverged = new TrainingException("The loss became NaN at step 3.");
    Map<String, RuntimeException> failures =
        Map.of("pretrain-trial-fine-tune-0-s0", diverged, "trial-scratch-1-s0", diverged);
    Map<String, Manifest.Status> stop = Map.of("fine-tune-s0", Manifest.Status.STOPPED);
    assertThat(run(false, new RecordedTraining(failures, stop))).isEqualTo(Manifest.Status.STOPPED);
    for (String cell : failures.keySet()) {
      Manifest manifest = cell(cell).manifest().orElseThrow();
      assertThat(manifest.status()).isEqualTo(Manifest.Status.DIVERGED);
      assertThat(manifest.notes()).containsExactly("The loss became NaN at step 3.");
    }
    Path trials = out.resolve("quickstart/trials.csv");
    String before = Files.readString(trials);
    trained.clear();

    run(true, new RecordedTraining(Map.of(), Map.of()));

    assertThat(trained).containsExactly("fine-tune-s0 from pretrain-s0", "scratch-s0", "cnn-s0");
    assertThat(trials).hasContent(before);
    assertThat(before).contains("masking.ratio=0.5,top1,,false", "=0.1,top1,,false");
  }

  @Test
  void aSweepOfWhichAllTrialsDivergedFailsAgain(@TempDir Path folder) throws IOException {
    config = swept(folder);
    RuntimeException diverged = new TrainingException("The loss became NaN at step 3.");
    Map<String, RuntimeException> failures =
        Map.of("trial-fine-tune-0-s0", diverged, "trial-fine-tune-1-s0", diverged);
    assertThatThrownBy(() -> run(false, new RecordedTraining(failures, Map.of())))
        .isSameAs(diverged);
    trained.clear();

    assertThatThrownBy(() -> run(true, new RecordedTraining(Map.of(), Map.of())))
        .isInstanceOf(TrainingException.class)
        .hasMessage("The loss became NaN at step 3.");
    assertThat(trained).isEmpty();
  }

  @Test
  void aTrialThatFailedOtherwiseIsTrainedAgain(@TempDir Path folder) throws IOException {
    config = swept(folder);
    RuntimeException failure = new IllegalStateException("no space left");
    assertThatThrownBy(
            () -> run(false, new RecordedTraining(Map.of("trial-scratch-1-s0", failure), Map.of())))
        .isSameAs(failure);
    trained.clear();

    run(true, new RecordedTraining(Map.of(), Map.of()));

    assertThat(trained).startsWith("trial-scratch-1-s0");
  }

  @Test
  void soIsAnArmThatDiverged() throws IOException {
    RuntimeException diverged = new TrainingException("The loss became NaN at step 3.");
    assertThatThrownBy(
            () -> run(false, new RecordedTraining(Map.of("scratch-s1", diverged), Map.of())))
        .isSameAs(diverged);
    assertThat(cell("scratch-s1").manifest().map(Manifest::status))
        .hasValue(Manifest.Status.FAILED);
    trained.clear();

    run(true, new RecordedTraining(Map.of(), Map.of()));

    assertThat(trained).startsWith("scratch-s1");
  }

  @Test
  void weightsThatChangedSinceACellBeganAreRefused() throws IOException {
    Map<String, Manifest.Status> stop = Map.of("pretrain-s1", Manifest.Status.STOPPED);
    weights = Optional.of(new WeightsSource("base.pth", "beef"));
    run(false, new RecordedTraining(Map.of(), stop));
    assertThat(cell("pretrain-s1").manifest().flatMap(Manifest::weights)).isEqualTo(weights);
    weights = Optional.of(new WeightsSource("base.pth", "cafe"));

    run(true, new RecordedTraining(Map.of(), stop)); // nothing was trained on yet
    Files.createDirectories(cell("pretrain-s1").checkpoints().resolve("step-00000001"));
    weights = Optional.of(new WeightsSource("base.pth", "f00d"));

    assertThatThrownBy(() -> run(true, new RecordedTraining(Map.of(), Map.of())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("pretrain-s1", "cafe", "f00d");
  }

  @Test
  void imagesThatChangedSinceACellBeganAreRefused() throws IOException {
    Map<String, Manifest.Status> stop = Map.of("pretrain-s1", Manifest.Status.STOPPED);
    seen = Map.of("train", "beef", "test", "cafe");
    run(false, new RecordedTraining(Map.of(), stop));
    seen = Map.of("train", "f00d", "test", "cafe");

    run(true, new RecordedTraining(Map.of(), stop)); // nothing was trained on yet
    Files.createDirectories(cell("pretrain-s1").checkpoints().resolve("step-00000001"));
    run(true, new RecordedTraining(Map.of(), stop)); // the same as before
    seen = Map.of("train", "beef", "test", "cafe");

    assertThatThrownBy(() -> run(true, new RecordedTraining(Map.of(), Map.of())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "pretrain-s1 began with other images or labels than there are now (train)");
    assertThat(cell("pretrain-s1").manifest().orElseThrow().data().dataFingerprint())
        .containsEntry("train", "f00d");
  }

  @Test
  void recordsSkippedBeforeAStopStayOnRecord() throws IOException {
    skipped = List.of("b.png");
    run(false, new RecordedTraining(Map.of(), Map.of("pretrain-s1", Manifest.Status.STOPPED)));
    skipped = List.of("a.png");

    run(true, new RecordedTraining(Map.of(), Map.of()));

    assertThat(cell("pretrain-s1").manifest().orElseThrow().data().skipped())
        .containsExactly("a.png", "b.png");
  }

  @Test
  void theGreatestMemoryOfAllResumesStaysOnRecord() throws IOException {
    peakMemory = 7;
    run(false, new RecordedTraining(Map.of(), Map.of("pretrain-s1", Manifest.Status.STOPPED)));
    Files.createDirectories(cell("pretrain-s1").checkpoints().resolve("step-00000001"));
    peakMemory = 3;

    run(true, new RecordedTraining(Map.of(), Map.of()));

    assertThat(cell("pretrain-s1").manifest().orElseThrow().usage().peakMemoryBytes()).isEqualTo(7);
    assertThat(cell("fine-tune-s1").manifest().orElseThrow().usage().peakMemoryBytes())
        .isEqualTo(3);
  }

  @Test
  void whatACellWasResumedWithStaysOnRecord() throws IOException {
    Map<String, Manifest.Status> stop = Map.of("pretrain-s1", Manifest.Status.STOPPED);
    libraries = Map.of("pytorch", "2.10.0", "mine.jar", "beef");
    run(false, new RecordedTraining(Map.of(), stop));
    Files.createDirectories(cell("pretrain-s1").checkpoints().resolve("step-00000001"));
    libraries = Map.of("pytorch", "2.13.0", "mine.jar", "beef");
    run(true, new RecordedTraining(Map.of(), stop));
    run(true, new RecordedTraining(Map.of(), stop)); // nothing new to tell
    libraries = Map.of("pytorch", "2.13.0");

    run(true, new RecordedTraining(Map.of(), Map.of()));

    assertThat(cell("pretrain-s1").manifest().orElseThrow().notes())
        .containsExactly(
            "Resumed with pytorch 2.13.0 (2.10.0 before).",
            "Resumed with mine.jar none (beef before).",
            "Noted.");
    assertThat(cell("fine-tune-s1").manifest().orElseThrow().notes()).containsExactly("Noted.");
  }

  @Test
  void aPretrainingFromOtherWeightsIsRefused() throws IOException {
    weights = Optional.of(new WeightsSource("base.pth", "beef"));
    run(false, new RecordedTraining(Map.of(), Map.of()));
    Files.createDirectories(cell("pretrain-s1").checkpoints().resolve("step-00000001"));
    pretrained = List.of(out.resolve("quickstart"));
    out = out.resolve("elsewhere");
    weights = Optional.of(new WeightsSource("base.pth", "cafe"));

    assertThatThrownBy(() -> run(false, new RecordedTraining(Map.of(), Map.of())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("pretrain-s1 began from other weights", "beef", "cafe");
  }

  @Test
  void withoutAnArmThatNeedsItNothingIsPretrained() throws IOException {
    config =
        DefinitionOptions.reader()
            .read(
                "quickstart",
                List.of(
                    "arms.linear-probe.initialization=random",
                    "arms.fine-tune.initialization=random"));

    run(false, new RecordedTraining(Map.of(), Map.of()));

    assertThat(trained).containsExactly("linear-probe-s0", "fine-tune-s0", "scratch-s0", "cnn-s0");
  }

  @Test
  void theSamePretrainingOfAnotherRunIsTakenOver() throws IOException {
    run(false, new RecordedTraining(Map.of(), Map.of()));
    Path checkpoint = cell("pretrain-s1").checkpoints().resolve("step-00000001");
    Files.writeString(Files.createDirectories(checkpoint).resolve("state.json"), "{}");
    trained.clear();
    pretrained = List.of(out.resolve("quickstart"));
    out = out.resolve("elsewhere");
    config =
        DefinitionOptions.reader()
            .read("quickstart", List.of("seeds=[1, 2]", "arms.fine-tune.labels-per-class=5"));

    run(false, new RecordedTraining(Map.of(), Map.of()));

    assertThat(trained).startsWith("linear-probe-s1 from pretrain-s1");
    assertThat(trained).as("its checkpoints are deleted").contains("pretrain-s2");
    assertThat(cell("pretrain-s1").checkpoints().resolve("step-00000001/state.json"))
        .hasContent("{}");
    Manifest taken = cell("pretrain-s1").manifest().orElseThrow();
    assertThat(taken.status()).isEqualTo(Manifest.Status.DONE);
    assertThat(taken.subject().configHash())
        .isEqualTo(cell("pretrain-s2").manifest().orElseThrow().subject().configHash());
    assertThat(taken.notes())
        .endsWith("Taken over from the experiment quickstart, which trained it.");
  }

  @Test
  void anotherPretrainingIsNotTakenOver() throws IOException {
    run(false, new RecordedTraining(Map.of(), Map.of()));
    Files.createDirectories(cell("pretrain-s1").checkpoints().resolve("step-00000001"));
    trained.clear();
    pretrained = List.of(out.resolve("quickstart"));
    out = out.resolve("elsewhere");
    config =
        DefinitionOptions.reader().read("quickstart", List.of("seeds=[1]", "masking.ratio=0.5"));

    run(false, new RecordedTraining(Map.of(), Map.of()));

    assertThat(trained).contains("pretrain-s1");
  }

  @Test
  void aPretrainingOnOtherImagesIsRefused() throws IOException {
    run(false, new RecordedTraining(Map.of(), Map.of()));
    Files.createDirectories(cell("pretrain-s1").checkpoints().resolve("step-00000001"));
    pretrained = List.of(out.resolve("quickstart"));
    out = out.resolve("elsewhere");
    fingerprints = Map.of("train", "abc");

    assertThatThrownBy(() -> run(false, new RecordedTraining(Map.of(), Map.of())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "pretrain-s1 was trained on other images", "unknown then, abc now");
  }

  @Test
  void pretrainedFolderThatIsNoRunIsRefused() {
    assertThatThrownBy(
            () -> FinishedPretrainings.of(List.of(out), new FakeInputs(Map.of(), Optional.empty())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no run folder (it has no cells)");
  }
}
