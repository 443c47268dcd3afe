package org.vitmae.segmentation.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BilinearTest {
  @Test
  void centersOfPixelsLieHalfwayIntoThem() {
    Bilinear doubled = Bilinear.of(3, 6, 0, 6);

    assertThat(doubled.lower()).containsExactly(0, 0, 0, 1, 1, 2);
    assertThat(doubled.upper()).containsExactly(1, 1, 1, 2, 2, 2);
    assertThat(doubled.weight()).containsExactly(0, 0.25f, 0.75f, 0.25f, 0.75f, 0);
  }

  @Test
  void theSameSizeChangesNothing() {
    assertThat(Bilinear.of(5, 5, 2, 4).lower()).containsExactly(2, 3);
    assertThat(Bilinear.of(5, 5, 2, 4).weight()).containsExactly(0, 0);
  }
}
