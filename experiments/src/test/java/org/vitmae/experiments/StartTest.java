package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures what it takes the program to start, in processor time of all its threads, because a busy
 * machine changes that less than the time on the clock; docs/benchmarks.md quotes it.
 */
@Tag("slow")
class StartTest {
  private static final Logger LOG = LoggerFactory.getLogger(StartTest.class);

  @TempDir private Path folder;

  @Test
  void listingLoadsNoNativeLibrary() throws Exception {
    Path log = folder.resolve("list.log");
    Process list = Program.start(log, List.of("-Xlog:class+load"), "list");
    Duration spent = Duration.ZERO;
    while (!list.waitFor(5, TimeUnit.MILLISECONDS)) {
      spent = spent(list, spent);
    }

    assertThat(list.exitValue()).isZero();
    assertThat(Files.readAllLines(log))
        .anyMatch(line -> line.startsWith("quickstart "))
        .noneMatch(line -> line.contains(" org.bytedeco."))
        .noneMatch(line -> line.contains(" org.nd4j."));
    LOG.warn("list: {} s of processor time", spent.toMillis() / 1e3);
    assertThat(spent).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void quickstartSoonMakesItsFirstStep() throws Exception {
    Path log = folder.resolve("run.log");
    Process run =
        Program.start(
            log,
            List.of(),
            "run",
            "quickstart",
            "--set",
            "pretrain.log-every-steps=1",
            "--out",
            folder.toString());
    Duration spent = Duration.ZERO;
    while (!hasStepped() && !run.waitFor(5, TimeUnit.MILLISECONDS)) {
      spent = spent(run, spent);
    }
    run.destroyForcibly().waitFor();

    assertThat(hasStepped()).as(Files.readString(log)).isTrue();
    LOG.warn("first step of quickstart: {} s of processor time", spent.toMillis() / 1e3);
    assertThat(spent).isLessThan(Duration.ofSeconds(20));
  }

  private boolean hasStepped() throws IOException {
    Path metrics = folder.resolve("quickstart/cells/pretrain-s0/metrics.csv");
    return Files.exists(metrics) && Files.readString(metrics).contains(",loss,");
  }

  /** Returns the processor time so far; what was known before, where the process has ended. */
  private static Duration spent(Process process, Duration before) {
    return process.info().totalCpuDuration().orElse(before);
  }
}
