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
    // Mean 2, standard error 1 / sqrt 3: t = 3.464 with 2 degrees of freedom, p = 1 - t / sqrt(t^2
    // + 2) = 0.0742.
    assertThat(PairedTest.pValue(values(1, 2, 3)).orElseThrow())
        .isCloseTo(1 - Math.sqrt(12.0 / 14), within(1e-12));
  }

  @Test
  void isStudentsOverImagesForOneSeed() {
    // Mean 1, variance 2, three images: t^2 = 3 / 2... with 2 degrees of freedom.
    double[] scores = {0, 0.5, 2.5};
    double variance = (1 + 0.25 + 2.25) / 2;
    double square = 1 / (variance / 3);

    assertThat(PairedTest.pValue(Sampled.outcomes(scores)).orElseThrow())
        .isCloseTo(1 - Math.sqrt(square / (square + 2)), within(1e-12));
  }

  @Test
  void isTheAnalysisOfVarianceOfSeedsAndImages() {
    double[] first = {2, 0, 1};
    double[] second = {4, 1, 1};

    // Seeds' means 1 and 2, images' means 3, 0.5, 1, mean 1.5. Mean squares: seeds 3 * 0.5 = 1.5,
    // images 2 * 3.5 / 2 = 3.5, rest (0.5^2 * 4 + 0) / 2 = 0.5.
    double square = 1.5 + 3.5 - 0.5;
    double t = 1.5 / Math.sqrt(square / 6);
    double degrees = Math.pow(square / 1.5, 2);
    assertThat(PairedTest.pValue(Sampled.outcomes(first, second)).orElseThrow())
        .isCloseTo(2 * TDistribution.of(degrees).survivalProbability(t), within(1e-12));
  }

  @Test
  void isCertainWhereNothingVaries() {
    assertThat(PairedTest.pValue(values(0, 0)).orElseThrow()).isEqualTo(1);
    assertThat(PairedTest.pValue(values(0.5, 0.5)).orElseThrow()).isZero();
    double[] same = {0.5, 0.5};
    assertThat(PairedTest.pValue(Sampled.outcomes(same, same)).orElseThrow()).isZero();
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
      double[][] scores = Sampled.scores(random, 3, 60, 0.05, 0.5, 0.5);
      found += PairedTest.pValue(unsampled(scores)).orElseThrow() < 0.05 ? 1 : 0;
    }

    // 400 trials of 0.05: 20, standard deviation 4.4.
    assertThat(found).isBetween(7, 33);
  }

  private static List<Outcome> values(double... values) {
    return Arrays.stream(values).mapToObj(value -> new Outcome(value, Optional.empty())).toList();
  }

  private static List<Outcome> unsampled(double[][] scores) {
    return Arrays.stream(scores)
        .map(own -> new Outcome.Images(List.of(), own, new double[0]))
        .map(
            images ->
                new Outcome(
                    Arrays.stream(images.scores()).average().orElseThrow(), Optional.of(images)))
        .toList();
  }
}
