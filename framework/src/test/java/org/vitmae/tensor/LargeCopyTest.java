package org.vitmae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LargeCopyTest {
  @Test
  void everyByteIsReadAndWritten() {
    LargeCopy copy = new LargeCopy(1 << 20, Device.CPU);
    assertThat(copy.traffic()).isEqualTo(2 << 20);
    assertThat(copy.bestNanos()).isPositive();
  }
}
