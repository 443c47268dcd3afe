package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.data.Packing;

/** {@code pack}, what {@code inspect} says of its work, and a run on packed data. */
class PackCommandTest {
  private static final String IMAGES =
      """
      data:
        name: Scenes
        format: scenes
        train: {count: 40}
        test: {count: 12}
        image-height: 32
        image-width: 32
      """;

  private final Console console = new Console();

  @TempDir private Path folder;
  private Path definition;

  @BeforeEach
  void writeDefinition() throws IOException {
    definition = Files.writeString(folder.resolve("scenes.yaml"), IMAGES);
  }

  @Test
  void packedDataAreInspectedAndVerified() throws IOException {
    Path packed = folder.resolve("train");

    assertThat(pack("train", packed)).isZero();
    assertThat(console.out())
        .contains("train: 40/40 images, ", "40 images, 0 left out as damaged; shards: 1");
    Console inspect = new Console();
    assertThat(inspect.execute("inspect", packed.toString(), "--verify")).isZero();
    assertThat(inspect.out())
        .contains("packed images, version 1")
        .contains("Scenes, data.train, format scenes")
        .contains("  format: packed")
        .contains("  train: {path: \"" + packed + "\"}")
        .contains("40 images read, 0 damaged");

    Path shard = packed.resolve("shard-00000.pack");
    byte[] bytes = Files.readAllBytes(shard);
    bytes[100] ^= 1;
    Files.write(shard, bytes);
    Console damaged = new Console();
    assertThat(damaged.execute("inspect", packed.toString(), "--verify")).isEqualTo(1);
    assertThat(damaged.out()).contains("image 0", "do not match", "40 images read, 1 damaged");
  }

  @Test
  void anExperimentRunsOnPackedData() throws IOException {
    assertThat(pack("train", folder.resolve("train"))).isZero();
    assertThat(pack("test", folder.resolve("test"))).isZero();
    Path run =
        Files.writeString(
            folder.resolve("packed.yaml"),
            """
            precision: fp32
            threads: 1
            data:
              name: Packed scenes
              format: packed
              train: {path: train}
              test: {path: test}
              validation-fraction: 0.25
              image-height: 16
              image-width: 16
            model: {preset: tiny, patch-size: 4, embed-dim: 16, depth: 1, num-heads: 2,
                    decoder-embed-dim: 16, decoder-depth: 1, decoder-num-heads: 2}
            pretrain: {epochs: 1, warmup-epochs: 0, batch-size: 8}
            arms:
              mae: {protocol: linear-probe, initialization: mae, train: {epochs: 1, warmup-epochs: 0, batch-size: 8}}
            report: {baseline: mae, reconstructions: 0}
            """);
    String runs = folder.resolve("runs").toString();
    Console running = new Console();

    int exit =
        running.execute("run", run.toString(), "--data-dir", folder.toString(), "--out", runs);

    assertThat(running.err()).isEmpty();
    assertThat(exit).isZero();
    assertThat(folder.resolve("runs/packed/cells/mae-s0/manifest.json"))
        .content()
        .contains("Packed from Scenes, data.train, format scenes (fingerprint ")
        .contains("\"testImages\" : 12");
  }

  @Test
  void splitsThatAreNotThereAreNamed() {
    assertThat(pack("validation", folder.resolve("validation"))).isEqualTo(2);
    assertThat(console.err()).contains("data.validation names no examples", "set aside");
    assertThat(folder.resolve("validation")).doesNotExist();
  }

  @Test
  void wrongOptionsAreTheUsersFault() {
    assertThat(pack("train", folder.resolve("a"), "--short-side=0")).isEqualTo(2);
    assertThat(pack("train", folder.resolve("a"), "--shard-megabytes=2000")).isEqualTo(2);
    assertThat(pack("holdout", folder.resolve("a"))).isEqualTo(2);
    assertThat(console.execute("inspect", definition.toString(), "--verify")).isEqualTo(2);
    assertThat(console.err())
        .contains(
            "--short-side is 0",
            "--shard-megabytes is 2000; it must be from 1 to 1024",
            "found 'holdout', must be one of train, validation, test",
            "--verify reads packed data");
  }

  @Test
  void otherSettingsInTheSameFolderAreRefused() {
    assertThat(pack("train", folder.resolve("a"))).isZero();
    assertThat(pack("train", folder.resolve("a"), "--short-side=16")).isEqualTo(2);
    assertThat(console.err()).contains("the short side was 256 and is now 16");
  }

  @Test
  void progressIsALineEveryTenSeconds() {
    long[] now = {0};
    PackProgress progress = new PackProgress("train", console.writer(), () -> now[0]);
    for (int image = 1; image <= 30; image++) {
      now[0] += 1_000_000_000L;
      progress.accept(new Packing.Progress(70 + image, 100));
    }

    assertThat(console.out().lines().toList())
        .isEqualTo(
            List.of(
                "train: 80/100 images, 1 images/s, 0:00:20 left",
                "train: 90/100 images, 1 images/s, 0:00:10 left",
                "train: 100/100 images, 1 images/s, 0:00:00 left"));
  }

  private int pack(String split, Path out, String... more) {
    String[] command = {"pack", definition.toString(), "--split", split, "--out", out.toString()};
    return console.execute(
        Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray(String[]::new));
  }
}
