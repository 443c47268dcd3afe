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
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointStore;

/** Kills the whole program, pretraining on libtorch, at random moments; some while it writes. */
@Tag("slow")
class KilledRunTest {
  private static final int KILLS = 20;
  private static final String DEFINITION =
      """
      description: Pretraining to be killed.
      threads: 1
      data:
        name: Scenes
        format: scenes
        train: {count: 256}
        validation: {count: 16}
        image-height: 32
        image-width: 32
      model:
        preset: tiny
        patch-size: 4
        embed-dim: 192
        depth: 4
        num-heads: 3
        decoder-embed-dim: 64
        decoder-depth: 1
        decoder-num-heads: 2
      pretrain: {epochs: 80, warmup-epochs: 2, batch-size: 32, checkpoint-every-epochs: 1}
      """;

  @TempDir private Path folder;

  @Test
  void killedTwentyTimesEndsWithTheSameWeights() throws Exception {
    Path definition = Files.writeString(folder.resolve("killed.yaml"), DEFINITION);
    Path whole = folder.resolve("whole");
    assertThat(start(definition, whole).waitFor()).isZero();

    Path killed = folder.resolve("interrupted");
    Random random = new Random(7);
    int writing = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start(definition, killed);
      long before = steps(killed);
      boolean whileWriting = kill % 2 == 1;
      while (process.isAlive() && (steps(killed) == before || whileWriting && !isWriting(killed))) {
        Thread.sleep(1); // polling without a pause would take a core from the run itself
      }
      process.waitFor(random.nextInt(whileWriting ? 5 : 200), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      writing += isWriting(killed) ? 1 : 0;
    }
    assertThat(start(definition, killed).waitFor()).isZero();

    assertThat(writing).as("kills while a checkpoint was being written").isPositive();
    for (String file : List.of(Checkpoint.MODEL, Checkpoint.OPTIMIZER)) {
      assertThat(latest(killed).resolve(file)).hasSameBinaryContentAs(latest(whole).resolve(file));
    }
  }

  private static Process start(Path definition, Path out) throws IOException {
    return Program.start(
        Path.of(out + ".log"),
        List.of(),
        "run",
        definition.toString(),
        "--out",
        out.toString(),
        "--resume");
  }

  private static Path checkpoints(Path out) {
    return out.resolve("killed/cells/pretrain-s0/checkpoints");
  }

  private static long steps(Path out) {
    var steps = new CheckpointStore(checkpoints(out)).steps();
    return steps.isEmpty() ? -1 : steps.last();
  }

  private static boolean isWriting(Path out) throws IOException {
    if (!Files.isDirectory(checkpoints(out))) {
      return false;
    }
    try (Stream<Path> entries = Files.list(checkpoints(out))) {
      return entries.anyMatch(entry -> entry.getFileName().toString().startsWith(".writing-"));
    }
  }

  private static Path latest(Path out) {
    return new CheckpointStore(checkpoints(out)).latest().map(Checkpoint::folder).orElseThrow();
  }
}
