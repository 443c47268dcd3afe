package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the whole program at random moments of packing. */
@Tag("slow")
class KilledPackTest {
  private static final int KILLS = 8;
  private static final String DEFINITION =
      """
      description: Images to be packed.
      data:
        name: Scenes
        format: scenes
        train: {count: 3000}
        image-height: 96
        image-width: 96
      """;

  @TempDir private Path folder;

  @Test
  void killedEightTimesEndsWithTheSameBytes() throws Exception {
    Path definition = Files.writeString(folder.resolve("scenes.yaml"), DEFINITION);
    Path whole = folder.resolve("whole");
    assertThat(start(definition, whole).waitFor()).isZero();

    Path killed = folder.resolve("killed");
    Random random = new Random(7);
    int unfinished = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int before = shards(killed);
      Process process = start(definition, killed);
      while (process.isAlive() && shards(killed) == before) {
        Thread.sleep(1); // polling without a pause would take a core from the packing itself
      }
      process.waitFor(random.nextInt(150), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      unfinished += files(killed).stream().anyMatch(file -> file.endsWith(".writing")) ? 1 : 0;
    }
    assertThat(start(definition, killed).waitFor()).isZero();

    assertThat(unfinished).as("kills while a shard was being written").isPositive();
    assertThat(files(killed)).isEqualTo(files(whole));
    for (String file : files(whole)) {
      assertThat(killed.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
  }

  private static Process start(Path definition, Path out) throws IOException {
    return Program.start(
        Path.of(out + ".log"),
        List.of(),
        "pack",
        definition.toString(),
        "--split=train",
        "--short-side=80",
        "--shard-megabytes=1",
        "--out=" + out);
  }

  private static int shards(Path out) throws IOException {
    return (int) files(out).stream().filter(file -> file.endsWith(".pack")).count();
  }

  private static List<String> files(Path out) throws IOException {
    if (!Files.isDirectory(out)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(out)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
