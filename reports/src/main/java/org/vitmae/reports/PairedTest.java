package org.vitmae.reports;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Tests whether the mean of paired differences is zero, two-sided.
 *
 * <p>With test images it is the analysis of variance that reader studies use for several readers of
 * the same cases (Dorfman, Berbaum and Metz 1992; degrees of freedom by Hillis 2007), with seeds as
 * readers: seeds and images both vary at random, and an image that is hard for every seed counts
 * once, not once per seed. Without images, or of one seed, it is Student's paired test.
 */
final class PairedTest {
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
    return OptionalDouble.of(values.length == 1 ? student(scores[0]) : readers(scores));
  }

  private static double student(double[] values) {
    Deviation deviation = Deviation.of(values);
    return twoSided(deviation.mean(), deviation.variance() / values.length, values.length - 1);
  }

  private static double readers(double[][] scores) {
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
    double mean = overSeeds.mean();
    double rest = 0;
    for (int s = 0; s < seeds; s++) {
      for (int i = 0; i < images; i++) {
        double residual = scores[s][i] - bySeed[s] - byImage[i] + mean;
        rest += residual * residual;
      }
    }
    double seedSquare = images * overSeeds.variance();
    double imageSquare = seeds * Deviation.of(byImage).variance();
    double restSquare = rest / ((seeds - 1.0) * (images - 1.0));
    double square = seedSquare + Math.max(0, imageSquare - restSquare);
    double ratio = square / seedSquare;
    return twoSided(mean, square / seeds / images, (seeds - 1) * ratio * ratio);
  }

  private static double twoSided(double mean, double variance, double degrees) {
    if (variance == 0) {
      return mean == 0 ? 1 : 0;
    }
    return 2 * TDistribution.of(degrees).survivalProbability(Math.abs(mean) / Math.sqrt(variance));
  }
}
