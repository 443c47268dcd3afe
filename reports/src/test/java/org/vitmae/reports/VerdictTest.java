package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void needsIntervalAndTest() {
    assertThat(verdict(0.1, 0.2, 0.01, true)).isEqualTo(Verdict.BETTER);
    assertThat(verdict(-0.2, -0.1, 0.01, true)).isEqualTo(Verdict.WORSE);
    assertThat(verdict(0.1, 0.2, 0.05, true)).isEqualTo(Verdict.NO_DIFFERENCE);
    assertThat(verdict(-0.1, 0.2, 0.01, true)).isEqualTo(Verdict.NO_DIFFERENCE);
    assertThat(verdict(0.0, 0.2, 0.01, true)).isEqualTo(Verdict.NO_DIFFERENCE);
  }

  @Test
  void turnsAroundWhereLessIsBetter() {
    assertThat(verdict(0.1, 0.2, 0.01, false)).isEqualTo(Verdict.WORSE);
    assertThat(verdict(-0.2, -0.1, 0.01, false)).isEqualTo(Verdict.BETTER);
  }

  @Test
  void isNotGivenOnOneRunHoweverSureItsImagesAre() {
    Difference difference =
        new Difference(
            estimate(0.1, 0.2, Basis.IMAGES), OptionalDouble.of(1e-9), OptionalDouble.empty());

    assertThat(Verdict.of(difference, true)).isEqualTo(Verdict.ONE_SEED);
  }

  private static Verdict verdict(double low, double high, double p, boolean higherIsBetter) {
    Difference difference =
        new Difference(
            estimate(low, high, Basis.SEEDS_AND_IMAGES),
            OptionalDouble.of(p / 2),
            OptionalDouble.of(p));
    return Verdict.of(difference, higherIsBetter);
  }

  private static Estimate estimate(double low, double high, Basis basis) {
    return new Estimate(
        3,
        3,
        (low + high) / 2,
        OptionalDouble.of(0.1),
        Optional.empty(),
        Optional.of(new Interval(low, high)),
        basis);
  }
}
