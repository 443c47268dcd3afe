package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.files.Disk;
import org.vitmae.run.CellFolder;

/** Pretrains on Deeplearning4j from the command line. */
class SecondEngineTest {
  private static final String DEFINITION =
      """
      description: As little as pretrains, is probed and reported.
      threads: 1
      precision: fp32
      data:
        name: Scenes
        format: scenes
        train: {count: 24}
        validation: {count: 8}
        test: {count: 8}
        image-height: 16
        image-width: 16
        workers: 1
      model: {preset: tiny, patch-size: 4, embed-dim: 24, depth: 1, num-heads: 3}
      pretrain: {engine: deeplearning4j, epochs: 2, warmup-epochs: 1, batch-size: 8, ema-decay: 0.5}
      online-probe: {every-epochs: 2}
      arms:
        probe: {protocol: knn, initialization: mae, train: {epochs: 1, warmup-epochs: 0, batch-size: 8}}
      report: {baseline: probe, reconstructions: 1}
      """;

  @TempDir private Path folder;
  private final Console console = new Console();

  private int run(String... more) throws IOException {
    Path definition = folder.resolve("second.yaml");
    Files.writeString(definition, DEFINITION);
    List<String> arguments =
        new ArrayList<>(List.of("run", definition.toString(), "--out", folder.toString()));
    arguments.addAll(List.of(more));
    return console.execute(arguments.toArray(String[]::new));
  }

  private JsonNode manifest(String cell) throws IOException {
    return new ObjectMapper()
        .readTree(folder.resolve("second/cells/" + cell + "/manifest.json").toFile());
  }

  @Test
  void pretrainsProbesDrawsAndReports() throws IOException {
    assertThat(run()).as(console.err()).isZero();

    Path cell = folder.resolve("second/cells/pretrain-s0");
    assertThat(manifest("pretrain-s0").get("engine").asText()).isEqualTo("deeplearning4j");
    assertThat(manifest("pretrain-s0").get("precision").asText()).isEqualTo("fp32");
    assertThat(manifest("probe-s0").get("engine").asText()).isEqualTo("libtorch");
    assertThat(cell.resolve("images/reconstruction-0-reconstructed.png")).exists();
    assertThat(Files.readString(cell.resolve("metrics.csv"))).contains(",val,probe_top1,");
    assertThat(Files.readString(folder.resolve("second/report/index.html")))
        .contains("deeplearning4j");
  }

  @Test
  void theOtherEngineGoesOnWithItsRun() throws IOException {
    assertThat(run()).as(console.err()).isZero();
    CellFolder cell = new CellFolder(folder.resolve("second/cells/pretrain-s0"));
    Disk.deleteTree(new CheckpointStore(cell.checkpoints()).latest().orElseThrow().folder());
    Path manifest = cell.path().resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("\"done\"", "\"stopped\""));

    assertThat(run("--resume", "--set", "pretrain.engine=libtorch")).as(console.err()).isZero();

    assertThat(manifest("pretrain-s0").get("status").asText()).isEqualTo("done");
    assertThat(manifest("pretrain-s0").get("engine").asText())
        .isEqualTo("deeplearning4j, libtorch");
  }

  @Test
  void probesTooWithoutLibtorch() throws Exception {
    Path definition = folder.resolve("second.yaml");
    Files.writeString(
        definition,
        DEFINITION
            .replace("online-probe: {every-epochs: 2}", "")
            .replace("protocol: knn", "protocol: linear-probe, head: {engine: deeplearning4j}"));
    Path log = folder.resolve("log");
    Process run =
        Program.start(
            log,
            List.of("-Xlog:class+load"),
            "run",
            definition.toString(),
            "--out",
            folder.toString());

    assertThat(run.waitFor()).isZero();
    assertThat(manifest("probe-s0").get("engine").asText()).isEqualTo("deeplearning4j");
    assertThat(Files.readAllLines(log))
        .anyMatch(line -> line.contains(" org.nd4j.linalg.factory.Nd4j "))
        .noneMatch(line -> line.contains(" org.bytedeco.pytorch.global.torch "));
  }

  @Test
  void headsThatItCannotTrainAreRefused() throws IOException {
    assertThat(run("--set", "arms.probe.head.engine=deeplearning4j")).isEqualTo(2);

    assertThat(console.err())
        .contains("head.engine: found \"deeplearning4j\", must be libtorch for protocol knn");
  }

  @Test
  void whatItCannotDoIsRefusedBeforeAnythingRuns() throws IOException {
    assertThat(run("--set", "precision=bf16", "--set", "device=cuda")).isEqualTo(2);

    assertThat(console.err())
        .contains("precision (--set): found \"bf16\", must be auto or fp32")
        .contains("device (--set): found \"cuda\", must be auto or cpu")
        .contains("choose libtorch");
    assertThat(folder.resolve("second")).doesNotExist();
  }
}
