package org.vitmae.reports;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Tests whether the mean of paired differences is zero, two-sided.
 *
 * <p>With test images, seeds and images both vary at random: the variance of the mean is taken
 * apart by the analysis of variance that reader studies use for several readers of the same cases
 * (Dorfman, Berbaum and Metz 1992), with seeds as readers, so that an image that is hard for every
 * seed counts once and not once per seed. The p-value is the level at which an interval that adds
 * Student's squared half widths of seeds and of images (Howe 1974) would just touch zero. Without
 * images, or of one seed, that is Student's paired test.
 */
final class PairedTest {
  private static final int BISECTIONS = 60;

  private PairedTest() {}

  /** Returns the p-value of differences, one per seed; empty for one seed without images. */
  static OptionalDouble pValue(List<Outcome> seeds) {
    double[] values = seeds.stream().mapToDouble(Outcome::value).toArray();
    if (!Outcome.shareImages(seeds)) {
      return values.length == 1 ? OptionalDouble.empty() : OptionalDouble.of(student(values));
    }
    double[][] scores =
        seeds.stream().map(seed -> seed.images().orElseThrow().scores()).toArray(double[][]::new);
    if (scores[0].length == 1) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(values.length == 1 ? student(scores[0]) : seedsAndImages(scores));
  }

  private static double student(double[] values) {
    Deviation deviation = Deviation.of(values);
    return level(deviation.mean(), part(deviation.variance() / values.length, values.length));
  }

  private static double seedsAndImages(double[][] scores) {
    int seeds = scores.length;
    int images = scores[0].length;
    double[] bySeed = Arrays.stream(scores).mapToDouble(own -> Deviation.of(own).mean()).toArray();
    double[] byImage = new double[images];
    for (double[] own : scores) {
      for (int i = 0; i < images; i++) {
        byImage[i] += own[i] / seeds;
      }
    }
    Deviation overSeeds = Deviation.of(bySeed);
    double rest = 0;
    for (int s = 0; s < seeds; s++) {
      for (int i = 0; i < images; i++) {
        double residual = scores[s][i] - bySeed[s] - byImage[i] + overSeeds.mean();
        rest += residual * residual;
      }
    }
    // The seeds' variance already holds the rest's share of the mean's, so it is taken off here.
    double ofRest = rest / ((seeds - 1.0) * (images - 1.0)) / seeds / images;
    double ofImages = Math.max(0, Deviation.of(byImage).variance() / images - ofRest);
    return level(
        overSeeds.mean(), part(overSeeds.variance() / seeds, seeds), part(ofImages, images));
  }

  /** A share of the mean's variance, and the quantiles by which it widens an interval. */
  private record Part(double variance, TDistribution quantiles) {
    double squaredHalfWidth(double level) {
      double quantile = quantiles.inverseSurvivalProbability(level / 2);
      return variance == 0 ? 0 : quantile * quantile * variance;
    }
  }

  private static Part part(double variance, int count) {
    return new Part(variance, TDistribution.of(count - 1));
  }

  /** Returns the level at which the mean's interval just touches zero. */
  private static double level(double mean, Part... parts) {
    double low = 0;
    double high = 1;
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = (low + high) / 2;
      double square = Arrays.stream(parts).mapToDouble(p -> p.squaredHalfWidth(middle)).sum();
      if (square >= mean * mean && middle < 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
