package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.checkpoint.BestMetric;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.checkpoint.CheckpointWriter;
import org.vitmae.checkpoint.TrainingState;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Batch;
import org.vitmae.image.Image;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Prediction;
import org.vitmae.plugin.Task;
import org.vitmae.run.CellFolder;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.trained.ArmCheckpoint;
import org.vitmae.trained.TrainedArm;

class DetectCommandTest {
  private static final ExperimentConfig CONFIG =
      DefinitionOptions.reader().read("quickstart", List.of());

  @TempDir Path folder;
  private final Console console = new Console();
  private CellFolder cell = new CellFolder(Path.of("cell"));

  /** Step 10 was the best validation, step 20 is the newest checkpoint. */
  @BeforeEach
  void writeCell() throws IOException {
    cell = new CellFolder(Files.createDirectories(folder.resolve("cells/scratch-s3")));
    cell.write(CONFIG);
    cell.write(Manifests.arm("scratch", "detection", List.of("cat", "dog")));
    CheckpointWriter writer = new CheckpointWriter(new CheckpointStore(cell.checkpoints()), 2);
    for (long step : new long[] {10, 20}) {
      writer.save(
          new TrainingState(
              step,
              0,
              0,
              3,
              "cafe",
              Optional.of(new BestMetric("AP", 0.5, 10)),
              0,
              0,
              0,
              0,
              0,
              List.of()),
          files -> Files.writeString(files.resolve("weights.txt"), "weights of " + step));
    }
  }

  /** Says what it was built from and what it loaded. */
  private record RepeatingArm(ArmRequest request, StringBuilder loaded) implements Arm {
    @Override
    public void step(List<Batch> microBatches, double learningRate) {
      throw new UnsupportedOperationException("this arm is not trained");
    }

    @Override
    public double[] takeLosses() {
      return new double[0];
    }

    @Override
    public Map<String, Double> evaluate(Iterable<Batch> batches) {
      return Map.of();
    }

    @Override
    public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) {
      return Map.of();
    }

    @Override
    public Prediction predict(Image image) {
      String text =
          "%s, %s, seed %d, %d images, %s of %s"
              .formatted(
                  loaded,
                  request.classNames(),
                  request.seed(),
                  request.trainImages(),
                  request.arm().protocol(),
                  request.data().name());
      return (name, leastScore, outFolder) ->
          List.of(Files.writeString(outFolder.resolve(name), text));
    }

    @Override
    public void save(Path folder) {
      throw new UnsupportedOperationException("this arm is not trained");
    }

    @Override
    public void load(Path folder) throws IOException {
      loaded.append(Files.readString(folder.resolve("weights.txt")));
    }

    @Override
    public void close() {}
  }

  /** Makes such arms. */
  private static final class RepeatingTask implements Task {
    @Override
    public Set<String> protocols() {
      return Set.of();
    }

    @Override
    public String primaryMetric() {
      return "AP";
    }

    @Override
    public ArmPlan plan(ArmRequest request) {
      return new ArmPlan("none", Device.CPU, Precision.FP32, 0, 0, 0);
    }

    @Override
    public Arm prepare(ArmRequest request) {
      return new RepeatingArm(request, new StringBuilder());
    }
  }

  private String predicted(Path checkpoint) throws IOException {
    try (TrainedArm arm =
        ArmCheckpoint.find(checkpoint).open(name -> new RepeatingTask(), Device.CPU)) {
      Image pixel = new Image(1, 1, 1, new byte[1]);
      return Files.readString(arm.predict(pixel).write("seen.txt", 0.5, folder).get(0));
    }
  }

  @Test
  void ofACellTheBestCheckpointLooks() throws IOException {
    String best = "weights of 10, [cat, dog], seed 3, 10 images, fine-tune of Scenes";

    assertThat(predicted(cell.path())).isEqualTo(best);
    assertThat(predicted(cell.checkpoints())).isEqualTo(best);
    assertThat(predicted(cell.checkpoints().resolve("step-00000020"))).startsWith("weights of 20");
  }

  private String refusal(String... more) {
    String[] given = {
      "detect",
      "--checkpoint",
      cell.path().toString(),
      "--image",
      folder.resolve("absent.png").toString(),
      "--out",
      folder.resolve("out").toString()
    };
    assertThat(
            console.execute(Stream.of(given, more).flatMap(Arrays::stream).toArray(String[]::new)))
        .isEqualTo(2);
    return console.err();
  }

  @Test
  void whatIsNoArmOfTheTaskIsRefused() throws IOException {
    cell.write(Manifests.arm("scratch", "classification", List.of("cat")));
    assertThat(refusal()).contains("arm scratch of task classification", "task detection");
    cell.write(Manifests.done("pretrain-s3", 1, 1, 1));
    assertThat(refusal()).contains("a checkpoint of pretraining", "the command reconstruct");
  }

  @Test
  void aCellThatDoesNotSayWhatItIsIsRefused() throws IOException {
    cell.write(Manifests.arm("scratch", "detection", List.of()));
    assertThat(refusal()).contains("does not name the classes");
    Files.delete(cell.config());
    assertThat(refusal()).contains("beside manifest.json and config.yaml");
  }

  @Test
  void otherMistakesAreTheUsersToo() {
    assertThat(refusal()).contains("absent.png");
    assertThat(refusal("--least-score", "1.5")).contains("must be from 0 to 1, got 1.5");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
