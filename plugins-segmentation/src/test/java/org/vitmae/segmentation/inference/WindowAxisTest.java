package org.vitmae.segmentation.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowAxisTest {
  @Test
  void theLastWindowEndsWithTheImage() {
    assertThat(WindowAxis.of(25, 10, 0).starts()).containsExactly(0, 10, 15);
    assertThat(WindowAxis.of(25, 10, 0.5).starts()).containsExactly(0, 5, 10, 15);
    assertThat(WindowAxis.of(30, 10, 0).starts()).containsExactly(0, 10, 20);
    assertThat(WindowAxis.of(10, 10, 0.9).starts()).containsExactly(0);
    assertThat(WindowAxis.of(3, 10, 0.5).starts()).containsExactly(0);
    assertThat(WindowAxis.of(11, 10, 0).starts()).containsExactly(0, 1);
  }

  @Test
  void everyPixelIsDecidedByEqualShares() {
    assertThat(WindowAxis.of(6, 4, 0.5).shares()).containsExactly(1, 1, 0.5f, 0.5f, 1, 1);
    assertThat(WindowAxis.of(3, 4, 0.5).shares()).containsExactly(1, 1, 1);
  }
}
