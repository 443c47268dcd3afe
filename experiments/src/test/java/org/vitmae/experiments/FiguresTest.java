package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void threeDigitsAreShownPlainly() {
    assertThat(Figures.of(0.00024)).isEqualTo("0.00024");
    assertThat(Figures.of(16_523.4)).isEqualTo("16500");
    assertThat(Figures.of(58.19)).isEqualTo("58.2");
    assertThat(Figures.of(0)).isEqualTo("0");
  }

  @Test
  void durationsHaveASuitableUnit() {
    assertThat(Figures.duration(0.01)).isEqualTo("36 seconds");
    assertThat(Figures.duration(0.5)).isEqualTo("30 minutes");
    assertThat(Figures.duration(42.25)).isEqualTo("42.3 hours");
  }
}
