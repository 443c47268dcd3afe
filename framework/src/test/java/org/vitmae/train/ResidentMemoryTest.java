package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
  @Test
  void peakIsAtLeastWhatWasResidentBefore() {
    long current = ResidentMemory.currentBytes();
    assertThat(current).isGreaterThan(1 << 20);
    assertThat(ResidentMemory.peakBytes()).isGreaterThanOrEqualTo(current);
  }
}
