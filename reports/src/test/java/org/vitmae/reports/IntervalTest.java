package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
  private static final int TRIALS = 60;

  @Test
  void ofOneRunIsTheBootstrapOverItsImages() {
    double[] scores = new double[400];
    for (int i = 0; i < 100; i++) {
      scores[i] = 1;
    }

    Interval interval = Interval.of(Sampled.outcomes(scores)).orElseThrow();

    // A share of 0.25 of 400: standard error sqrt(0.25 * 0.75 / 400) = 0.02165, times 1.96.
    assertThat(interval.low()).isCloseTo(0.25 - 0.0424, within(0.003));
    assertThat(interval.high()).isCloseTo(0.25 + 0.0424, within(0.003));
  }

  @Test
  void ofSeedsThatAgreeOnEveryImageIsThatOfOneSeed() {
    double[] scores = Sampled.scores(new Random(1), 1, 300, 0, 1, 0)[0];

    Interval one = Interval.of(Sampled.outcomes(scores)).orElseThrow();
    Interval three = Interval.of(Sampled.outcomes(scores, scores, scores)).orElseThrow();

    // Images that are hard for every seed do not count as three times as many images.
    assertThat(three.low()).isCloseTo(one.low(), within(1e-9));
    assertThat(three.high()).isCloseTo(one.high(), within(1e-9));
  }

  @Test
  void ofImagesWithoutSpreadIsAboutStudents() {
    List<Outcome> seeds =
        Sampled.outcomes(constant(1), constant(2), constant(3), constant(4), constant(5));

    Interval interval = Interval.of(seeds).orElseThrow();

    // Variance 2.5; t(0.975, 4) * sqrt(0.5) = 1.963.
    assertThat(interval.low()).isCloseTo(3 - 1.963, within(0.25));
    assertThat(interval.high()).isCloseTo(3 + 1.963, within(0.25));
  }

  /** Spreads of seeds, of images, and of both together. */
  @ParameterizedTest
  @CsvSource({"3, 0.05, 0.1, 0.3", "3, 0.0, 1.0, 0.3", "5, 0.05, 0.5, 0.5", "3, 0.03, 0.5, 0.5"})
  void holdsTheTruthAboutNinetyFiveTimesInAHundred(
      int seeds, double bySeed, double byImage, double rest) {
    Random random = new Random(7);
    int held = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      double[][] scores = Sampled.scores(random, seeds, 40, bySeed, byImage, rest);
      held += Interval.of(Sampled.outcomes(scores)).orElseThrow().holdsZero() ? 1 : 0;
    }

    // 60 trials of 0.95: 57, standard deviation 1.7. Few seeds make it somewhat more careful.
    assertThat(held).isBetween(53, TRIALS);
  }

  private static double[] constant(double value) {
    double[] scores = new double[10];
    Arrays.fill(scores, value);
    return scores;
  }
}
