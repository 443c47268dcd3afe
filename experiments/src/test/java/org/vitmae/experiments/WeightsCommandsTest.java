package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.checkpoint.BestMetric;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.checkpoint.CheckpointWriter;
import org.vitmae.checkpoint.SafetensorsWriter;
import org.vitmae.checkpoint.TrainingState;
import org.vitmae.run.CellFolder;

/** {@code inspect}, {@code export} and starting a run from weights. */
class WeightsCommandsTest {
  private static final String RUN =
      System.getProperty("basedir", ".")
          + "/../framework/src/test/resources/golden/pth/checkpoint_resume.pth";

  @TempDir private Path folder;

  @Test
  void inspectTellsWhatWeightsAre() throws IOException {
    Console console = new Console();

    assertThat(console.execute("inspect", encoder().toString())).isZero();
    assertThat(console.out())
        .contains("safetensors file, names of the MAE reference")
        .contains("8 wide, 1 blocks, MLP 16")
        .contains("decoder         none")
        .contains("layer-norm eps  not said")
        .contains("blocks.0.attn.qkv.weight")
        .contains("[24, 8]");
  }

  @Test
  void ofAPretrainingTheNewestCheckpointIsTakenFromWhichArmsStart() throws IOException {
    Path cell = Files.createDirectories(folder.resolve("cells/pretrain-s3"));
    saveCheckpoints(new CellFolder(cell).checkpoints());
    Console console = new Console();

    assertThat(console.execute("inspect", cell.toString())).isZero();
    assertThat(console.out()).contains("step-00000001").doesNotContain("step-00000002");
    new CellFolder(cell).write(Manifests.arm("mine", "classification", List.of("a")));
    assertThat(console.execute("inspect", cell.toString())).isZero();
    assertThat(console.out()).doesNotContain("step-00000002");
    new CellFolder(cell).write(Manifests.done("pretrain-s3", 1, 1, 1));
    assertThat(console.execute("inspect", cell.toString())).isZero();
    assertThat(console.out()).contains("step-00000002");
  }

  /** Saves two checkpoints, of which the first one was better. */
  private void saveCheckpoints(Path checkpoints) throws IOException {
    Path weights = encoder();
    CheckpointWriter writer = new CheckpointWriter(new CheckpointStore(checkpoints), 2);
    for (int step = 1; step <= 2; step++) {
      TrainingState state =
          new TrainingState(
              step,
              step,
              0,
              3,
              "cafe",
              Optional.of(new BestMetric("loss", 0.5, 1)),
              0,
              1,
              1,
              0,
              0,
              List.of());
      writer.save(state, files -> Files.copy(weights, files.resolve(Checkpoint.MODEL)));
    }
  }

  @Test
  void exportAsksForWhatTheWeightsDoNotSay() throws IOException {
    Console console = new Console();
    Path out = folder.resolve("hf");

    int code =
        console.execute(
            "export",
            "--checkpoint",
            encoder().toString(),
            "--format",
            "huggingface",
            "--out",
            out.toString());

    assertThat(code).isEqualTo(2);
    assertThat(console.err()).contains("how many heads", "--config");
    assertThat(out).doesNotExist();
  }

  @Test
  void exportWritesAFolderOnce() throws IOException {
    Console console = new Console();
    Path out = folder.resolve("reference");
    String[] command = {
      "export",
      "--checkpoint",
      encoder().toString(),
      "--format",
      "reference",
      "--out",
      out.toString()
    };

    assertThat(console.execute(command)).isZero();
    assertThat(console.out()).contains("encoder.safetensors");
    assertThat(out.resolve("model.safetensors")).isRegularFile();
    assertThat(console.execute(command)).isEqualTo(2);
    assertThat(console.err()).contains("exists already");
  }

  @Test
  void importTellsWeightsFromATrainingCheckpoint() throws IOException {
    Console console = new Console();
    for (Path given : List.of(encoder(), folder)) {
      assertThat(importRun(console, "quickstart", given.toString())).isEqualTo(2);
    }
    assertThat(console.err())
        .contains("encoder.safetensors is weights alone, not a training checkpoint")
        .contains(folder + " is a folder, not a training checkpoint")
        .contains("give its checkpoint-N.pth, or start from weights by the key weights.");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void aPickleIsRefusedInOneSentence() throws IOException {
    Console console = new Console();
    Path file =
        Files.write(
            folder.resolve("x.pth"),
            "\u0080\u0002cos\nsystem\n......."
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

    assertThat(console.execute("inspect", file.toString())).isEqualTo(2);
    assertThat(console.err()).contains("'os.system'").hasLineCount(1);
  }

  @Test
  void aReferenceRunIsGoneOnWith() throws IOException {
    Path definition =
        Files.writeString(
            folder.resolve("mine.yaml"),
            """
            precision: fp32
            threads: 1
            data:
              name: Scenes
              format: scenes
              train: {count: 20}
              validation: {count: 4}
              image-height: 32
              image-width: 32
            model: {preset: tiny, patch-size: 8, embed-dim: 48, depth: 3, num-heads: 3,
                    decoder-embed-dim: 32, decoder-depth: 2, decoder-num-heads: 4}
            pretrain: {epochs: 3, warmup-epochs: 1, batch-size: 4}
            report: {reconstructions: 0}
            """);
    String out = folder.resolve("runs").toString();
    Console console = new Console();

    int imported = importRun(console, definition.toString(), RUN);
    assertThat(console.err()).isEmpty();
    assertThat(imported).isZero();
    assertThat(console.out()).contains("10 updates, 2 epochs done");
    assertThat(console.execute("run", definition.toString(), "--out", out, "--resume")).isZero();

    Path cell = folder.resolve("runs/mine/cells/pretrain-s0");
    assertThat(cell.resolve("checkpoints/step-00000015")).isDirectory();
    assertThat(cell.resolve("manifest.json")).content().contains("\"imagesSeen\" : 60");
  }

  @Test
  void aReferenceRunInOtherBatchesIsRefused() throws IOException {
    Path definition =
        Files.writeString(
            folder.resolve("mine.yaml"),
            "data: {name: S, format: scenes, train: {count: 64}, image-height: 32, image-width: 32}");
    Console console = new Console();

    int code = importRun(console, definition.toString(), RUN);

    assertThat(code).isEqualTo(2);
    assertThat(console.err()).contains("made 10 updates in 2 epochs", "batch-size");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "model.norm-pix-loss=false,was trained with model.norm-pix-loss true",
    "masking.ratio=0.5,was trained with masking.ratio 0.75",
    "pretrain.epochs=1,has done 2 epochs"
  })
  void aReferenceRunOfAnotherKindIsRefused(String key, String message) {
    Console console = new Console();

    int code =
        importRun(console, "quickstart", RUN, "--set=pretrain.warmup-epochs=0", "--set=" + key);

    assertThat(console.err()).contains(message).hasLineCount(1);
    assertThat(code).isEqualTo(2);
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  private int importRun(Console console, String definition, String checkpoint, String... more) {
    String out = folder.resolve("runs").toString();
    return console.execute(
        Stream.concat(
                Stream.of("import", definition, "--checkpoint", checkpoint, "--out", out),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Path encoder() throws IOException {
    Path file = folder.resolve("encoder.safetensors");
    SafetensorsWriter writer = new SafetensorsWriter();
    add(writer, "cls_token", 1, 1, 8);
    add(writer, "pos_embed", 1, 5, 8);
    add(writer, "patch_embed.proj.weight", 8, 3, 4, 4);
    add(writer, "patch_embed.proj.bias", 8);
    add(writer, "blocks.0.attn.qkv.weight", 24, 8);
    add(writer, "blocks.0.mlp.fc1.weight", 16, 8);
    writer.write(file);
    return file;
  }

  private static void add(SafetensorsWriter writer, String name, long... shape) {
    int size = 1;
    for (long side : shape) {
      size *= (int) side;
    }
    float[] values = new float[size];
    writer.floats(name, shape, () -> values);
  }
}
