package org.vitmae.train;

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

/** Kills a training process at random moments, among them some while it writes a checkpoint. */
@Tag("slow")
class KillTest {
  private static final int WEIGHTS = 4_000_000;
  private static final int EPOCHS = 40;
  private static final int KILLS = 20;

  @TempDir private Path folder;

  @Test
  void killedTwentyTimesEndsWithTheSameBits() throws Exception {
    Path whole = folder.resolve("whole");
    assertThat(TrainingProcess.start(whole, WEIGHTS, EPOCHS, 0).waitFor()).isZero();

    Path killed = folder.resolve("killed");
    Random random = new Random(1);
    int kills = 0;
    int duringCheckpoint = 0;
    while (true) {
      Process process = TrainingProcess.start(killed, WEIGHTS, EPOCHS, 20);
      if (kills < KILLS) {
        long before = progress(killed);
        boolean writing = kills % 2 == 1;
        // Every life gets somewhere; every other one ends while it writes.
        while (process.isAlive()
            && (progress(killed) == before || writing && !halfWritten(killed))) {
          Thread.onSpinWait();
        }
        process.waitFor(random.nextInt(writing ? 10 : 150), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        kills++;
        duringCheckpoint += halfWritten(killed) ? 1 : 0;
      } else {
        assertThat(process.waitFor()).isZero();
        break;
      }
    }

    assertThat(duringCheckpoint).as("kills while writing").isGreaterThan(KILLS / 5);
    for (String file : List.of(Checkpoint.MODEL, Checkpoint.OPTIMIZER)) {
      assertThat(latest(killed).resolve(file)).hasSameBinaryContentAs(latest(whole).resolve(file));
    }
    assertThat(Files.readAllLines(killed.resolve("metrics.csv")))
        .isEqualTo(Files.readAllLines(whole.resolve("metrics.csv")));
  }

  private static long progress(Path run) {
    var steps = new CheckpointStore(run.resolve("checkpoints")).steps();
    return steps.isEmpty() ? -1 : steps.last();
  }

  private static boolean halfWritten(Path run) throws IOException {
    try (Stream<Path> entries = Files.list(run.resolve("checkpoints"))) {
      return entries.anyMatch(entry -> entry.getFileName().toString().startsWith(".writing-"));
    }
  }

  private static Path latest(Path run) {
    Checkpoint latest = new CheckpointStore(run.resolve("checkpoints")).latest().orElseThrow();
    assertThat(latest.state().epoch()).isEqualTo(EPOCHS);
    return latest.folder();
  }
}
