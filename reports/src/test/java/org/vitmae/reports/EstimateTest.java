package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EstimateTest {
  @Test
  void givesSampleDeviationAndStudentInterval() {
    Estimate estimate = Estimate.of(2, 4, 9);

    // Squares 9 + 1 + 16 = 26, variance 13; t(0.975, 2) = 4.302652730.
    double half = 4.302652730 * Math.sqrt(13.0 / 3);
    assertThat(estimate.count()).isEqualTo(3);
    assertThat(estimate.mean()).isEqualTo(5);
    Estimate.Spread spread = estimate.spread().orElseThrow();
    assertThat(spread.std()).isCloseTo(Math.sqrt(13), within(1e-12));
    assertThat(spread.low()).isCloseTo(5 - half, within(1e-8));
    assertThat(spread.high()).isCloseTo(5 + half, within(1e-8));
  }

  @Test
  void usesTheQuantileOfItsDegreesOfFreedom() {
    // Variance 2; t(0.975, 1) = 12.70620474.
    assertThat(Estimate.of(1, 3).spread().orElseThrow().high())
        .isCloseTo(2 + 12.70620474 * Math.sqrt(2) / Math.sqrt(2), within(1e-7));
    // Variance 2.5; t(0.975, 4) = 2.776445105.
    assertThat(Estimate.of(1, 2, 3, 4, 5).spread().orElseThrow().low())
        .isCloseTo(3 - 2.776445105 * Math.sqrt(0.5), within(1e-8));
  }

  @Test
  void hasNoSpreadForOneValue() {
    assertThat(Estimate.of(0.25)).isEqualTo(new Estimate(1, 0.25, Optional.empty()));
  }

  @Test
  void needsAValue() {
    assertThatThrownBy(Estimate::of).isInstanceOf(IllegalArgumentException.class);
  }
}
