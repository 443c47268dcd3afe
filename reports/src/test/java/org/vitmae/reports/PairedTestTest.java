package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class PairedTestTest {
  @Test
  void isStudentsOverSeedsWithoutImages() {
    // Mean 2, standard error 1 / sqrt 3, so t^2 = 12; with 2 degrees of freedom
    // p = 1 - t / sqrt(t^2 + 2) = 0.0742.
    assertThat(PairedTest.pValue(values(1, 2, 3)).orElseThrow())
        .isCloseTo(1 - Math.sqrt(12.0 / 14), within(1e-12));
  }

  @Test
  void isStudentsOverImagesForOneSeed() {
    // Mean 1, so the squared t is the inverse of the squared standard error.
    double[] scores = {0, 0.5, 2.5};
    double variance = (1 + 0.25 + 2.25) / 2;
    double square = 1 / (variance / 3);

    assertThat(PairedTest.pValue(Sampled.outcomes(scores)).orElseThrow())
        .isCloseTo(1 - Math.sqrt(square / (square + 2)), within(1e-12));
  }

  @Test
  void addsTheHalfWidthsOfSeedsAndImages() {
    double[] first = {2, 0, 1};
    double[] second = {4, 1, 1};

    // Seeds' means 1 and 2: variance of the mean 0.5 / 2. Images' means 3, 0.5, 1: 1.75 / 3, less
    // the rest's 0.5 / 6. With 1 and 2 degrees of freedom, at level p the half widths are
    // 1 / tan(pi p / 2) and sqrt(2 / (1 / (1 - p)^2 - 1)) times the standard errors.
    double p = PairedTest.pValue(Sampled.outcomes(first, second)).orElseThrow();
    double ofSeeds = 1 / Math.tan(Math.PI * p / 2);
    double ofImages = 2 / (1 / ((1 - p) * (1 - p)) - 1);
    assertThat(0.25 * ofSeeds * ofSeeds + 0.5 * ofImages).isCloseTo(1.5 * 1.5, within(1e-9));
  }

  @Test
  void seedsThatAgreeByChanceProveNothing() {
    double[] first = {1, 0, 0, 1};
    double[] second = {0, 1, 1, 0};
    double[] third = {1, 1, 0, 0};

    // Each seed has the mean 1/2. What is left of the scores after means of seeds and images (2/3,
    // 2/3, 1/3, 1/3) has the sum of squares 8/3, with 6 degrees of freedom: 1/27 of the mean's
    // variance. Images vary less than that, so t^2 = 27/4.
    double p = PairedTest.pValue(Sampled.outcomes(first, second, third)).orElseThrow();

    double expected = 2 * TDistribution.of(6).survivalProbability(Math.sqrt(27.0 / 4));
    assertThat(expected).isCloseTo(0.0408, within(5e-5));
    assertThat(p).isCloseTo(expected, within(1e-9));
  }

  @Test
  void isCertainWhereNothingVaries() {
    assertThat(PairedTest.pValue(values(0, 0)).orElseThrow()).isEqualTo(1);
    assertThat(PairedTest.pValue(values(0.5, 0.5)).orElseThrow()).isLessThan(1e-15);
    double[] same = {0.5, 0.5};
    assertThat(PairedTest.pValue(Sampled.outcomes(same, same)).orElseThrow()).isLessThan(1e-15);
  }

  @Test
  void knowsNothingOfOneSeedWithoutImages() {
    assertThat(PairedTest.pValue(values(0.5))).isEmpty();
  }

  @Test
  void findsADifferenceWhereThereIsNoneInAboutOneOfTwentyCases() {
    Random random = new Random(3);
    int found = 0;
    for (int trial = 0; trial < 400; trial++) {
      double[][] scores = Sampled.scores(random, 3, 60, 0.2, 0.3, 0.3);
      found += PairedTest.pValue(unsampled(scores)).orElseThrow() < 0.05 ? 1 : 0;
    }

    // 400 trials of 0.05: 20, standard deviation 4.4. It never exceeds the level and may be below.
    assertThat(found).isBetween(5, 29);
  }

  private static List<Outcome> values(double... values) {
    return Arrays.stream(values).mapToObj(value -> Outcome.of(value)).toList();
  }

  private static List<Outcome> unsampled(double[][] scores) {
    return Arrays.stream(scores)
        .map(
            own ->
                new Outcome(
                    Deviation.of(own).mean(), Optional.of(Images.ofScores(0, own, new double[0]))))
        .toList();
  }
}
