package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.Dataset;
import org.vitmae.data.Splits;
import org.vitmae.plugin.OnlineProbe.Features;
import org.vitmae.tensor.Device;
import org.vitmae.train.Pretraining;
import org.vitmae.train.Reconstruction;
import org.vitmae.weights.TensorOrigin;

class OnlineProbingTest {
  private static final String DEFINITION =
      """
      description: Pretraining that is looked at.
      threads: 1
      precision: fp32
      data:
        name: Scenes
        format: scenes
        train: {count: 60}
        validation: {count: 20}
        image-height: 16
        image-width: 16
      model:
        preset: tiny
        patch-size: 4
        embed-dim: 24
        depth: 2
        num-heads: 3
        decoder-embed-dim: 16
        decoder-depth: 1
        decoder-num-heads: 2
      pretrain: {epochs: 4, warmup-epochs: 1, batch-size: 16, ema-decay: 0.9}
      report: {reconstructions: 0}
      """;

  @TempDir private Path folder;
  private final Console console = new Console();

  private Path run(String name, String... set) throws IOException {
    Path definition = Files.writeString(folder.resolve("looked.yaml"), DEFINITION);
    Path out = folder.resolve(name);
    String[] args = {"run", definition.toString(), "--out", out.toString()};
    int status =
        console.execute(Stream.of(args, set).flatMap(Arrays::stream).toArray(String[]::new));
    assertThat(status).as(console.err()).isZero();
    return out.resolve("looked/cells/pretrain-s0");
  }

  @Test
  void changesNoBitAndLogsWhatItSaw() throws IOException {
    Path plain = run("plain");
    Path probed = run("probed", "--set", "online-probe.every-epochs=2");

    for (String file : List.of(Checkpoint.MODEL, Checkpoint.OPTIMIZER, "ema.safetensors")) {
      assertThat(latest(probed).resolve(file)).hasSameBinaryContentAs(latest(plain).resolve(file));
    }
    List<String> rows = Files.readAllLines(probed.resolve("metrics.csv"));
    for (String metric : List.of("knn_top1", "probe_top1", "probe_seconds")) {
      assertThat(rows.stream().filter(row -> row.contains(",val," + metric + ",")))
          .extracting(row -> row.split(",")[1])
          .containsExactly("2.0", "4.0");
    }
  }

  @Test
  void aRunWithoutArmsHasNoReport() throws IOException {
    Path cell = run("alone", "--set", "pretrain.epochs=1");

    assertThat(cell.resolve("manifest.json")).content().contains("\"status\" : \"done\"");
    assertThat(folder.resolve("alone/looked/report")).doesNotExist();
  }

  @Test
  void itLooksWithTheKeptWeightsAtLabelsThatTheSplitSeedDraws() throws IOException {
    Path definition = Files.writeString(folder.resolve("looked.yaml"), DEFINITION);
    ExperimentConfig config =
        DefinitionOptions.reader()
            .read(
                definition.toString(),
                List.of(
                    "seeds=[5]",
                    "data.split-seed=7",
                    "online-probe.every-epochs=1",
                    "online-probe.labels-per-class=2"));
    List<Features> seen = new ArrayList<>();
    AnsweringTask task =
        new AnsweringTask(
            (training, validation, classes, device) -> {
              seen.addAll(List.of(training, validation));
              return Map.of("probe_score", 0.5);
            });
    try (Splits splits = Splits.open(config.data(), folder)) {
      Map<String, Double> metrics =
          OnlineProbing.of(config, splits, name -> task, Device.CPU).look(new Averaging());

      assertThat(metrics).containsOnlyKeys("probe_score", "probe_seconds");
      Dataset labeled = Splits.labelBudget(splits.train(), 2, 7);
      assertThat(seen)
          .extracting(Features::values)
          .containsExactly(ids(labeled), ids(splits.validation().orElseThrow()));
    }
  }

  private static float[] ids(Dataset dataset) {
    float[] ids = new float[dataset.size()];
    IntStream.range(0, ids.length).forEach(i -> ids[i] = dataset.read(i).id());
    return ids;
  }

  /** A pretraining that says which examples it is shown, and refuses to show its last weights. */
  private static final class Averaging implements Pretraining {
    private boolean kept;

    @Override
    public <T> T withKeptWeights(Supplier<T> action) {
      kept = true;
      try {
        return action.get();
      } finally {
        kept = false;
      }
    }

    @Override
    public List<float[]> features(Batch batch) {
      assertThat(kept).as("with the kept weights").isTrue();
      return Arrays.stream(batch.ids())
          .limit(batch.valid())
          .mapToObj(id -> new float[] {id})
          .toList();
    }

    @Override
    public List<TensorOrigin> origins() {
      return List.of();
    }

    @Override
    public List<Reconstruction> reconstruct(Batch batch) {
      return List.of();
    }

    @Override
    public void step(List<Batch> microBatches, double learningRate) {}

    @Override
    public double[] takeLosses() {
      return new double[0];
    }

    @Override
    public Map<String, Double> evaluate(Iterable<Batch> batches) {
      return Map.of();
    }

    @Override
    public void save(Path into) {}

    @Override
    public void load(Path from) {}

    @Override
    public void close() {}
  }

  @Test
  void aTaskThatNobodyOffersIsTheUsersFault() throws IOException {
    Path definition = Files.writeString(folder.resolve("looked.yaml"), DEFINITION);
    int status =
        console.execute(
            "run",
            definition.toString(),
            "--out",
            folder.resolve("wrong").toString(),
            "--set",
            "online-probe.every-epochs=1",
            "--set",
            "online-probe.task=clasification");

    assertThat(status).isEqualTo(2);
    assertThat(console.err()).contains("clasification", "did you mean classification");
  }

  private static Path latest(Path cell) {
    return new CheckpointStore(cell.resolve("checkpoints")).latest().orElseThrow().folder();
  }
}
