package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.checkpoint.CheckpointStore;

@Tag("slow")
class StopSignalTest {
  private static final int EPOCHS = 1000;

  @TempDir private Path folder;

  @BeforeEach
  void needsSignals() {
    assumeTrue(File.separatorChar == '/', "signals are sent with the kill command of POSIX");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void signalEndsTheProcessAfterACheckpoint(String signal) throws Exception {
    Process process = TrainingProcess.start(folder, 10, EPOCHS, 10);
    awaitCheckpoint(process);
    send(signal, process);

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(signal.equals("INT") ? 130 : 143);
    assertThat(folder.resolve("outcome")).hasContent("STOPPED");
    long rows = Files.readAllLines(folder.resolve("metrics.csv")).size();
    assertThat(new CheckpointStore(folder.resolve("checkpoints")).latest().orElseThrow().state())
        .satisfies(state -> assertThat(state.metricRows()).isEqualTo(rows))
        .satisfies(state -> assertThat(state.epoch()).isLessThan(EPOCHS));
  }

  @Test
  void secondSignalEndsTheProcessAtOnce() throws Exception {
    Process stuck = TrainingProcess.start(folder, 10, EPOCHS, 60_000);
    while (Files.notExists(folder.resolve("checkpoints")) && stuck.isAlive()) {
      Thread.sleep(10);
    }
    send("INT", stuck);
    assertThat(stuck.waitFor(1, TimeUnit.SECONDS)).as("waits for its step").isFalse();
    send("INT", stuck);
    assertThat(stuck.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(stuck.exitValue()).isEqualTo(130);
    assertThat(folder.resolve("outcome")).doesNotExist();
  }

  private void awaitCheckpoint(Process process) throws InterruptedException {
    CheckpointStore store = new CheckpointStore(folder.resolve("checkpoints"));
    while (store.steps().isEmpty() && process.isAlive()) {
      Thread.sleep(10);
    }
  }

  private static void send(String signal, Process process)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }
}
