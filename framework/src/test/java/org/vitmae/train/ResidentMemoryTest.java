package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
  @Test
  void peakIsAtLeastWhatWasResidentBefore() {
    long current = ResidentMemory.currentBytes();
    assertThat(current).isGreaterThan(1 << 20);
    assertThat(ResidentMemory.peakBytes()).isGreaterThanOrEqualTo(current);
  }

  @Test
  void newPeakBeginsAtThePresentSize() {
    assumeThat(Files.isWritable(Path.of("/proc/self/clear_refs")))
        .as("the system can begin a new peak")
        .isTrue();
    ResidentMemory.resetPeak();
    assertThat(ResidentMemory.peakBytes())
        .isCloseTo(ResidentMemory.currentBytes(), within(32L << 20));
  }
}
