package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointStore;

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
        console.execute(
            java.util.stream.Stream.of(args, set)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new));
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
