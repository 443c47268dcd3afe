package org.vitmae.reports;

import java.util.ArrayList;
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
    int count = seeds.size();
    Deviation overSeeds = Deviation.of(seeds.stream().mapToDouble(Outcome::value).toArray());
    List<Part> parts = new ArrayList<>();
    if (count > 1) {
      parts.add(part(overSeeds.variance() / count, count));
    }
    if (Outcome.shareImages(seeds)) {
      List<Images> images = seeds.stream().map(seed -> seed.images().orElseThrow()).toList();
      if (images.get(0).count() == 1) {
        return OptionalDouble.empty();
      }
      parts.add(part(ofImages(images), images.get(0).count()));
    }
    return parts.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(level(overSeeds.mean(), parts));
  }

  /** Returns the share of the mean's variance that images cause which are hard for every seed. */
  private static double ofImages(List<Images> seeds) {
    int count = seeds.size();
    Images mean = Images.mean(seeds);
    double rest = seeds.stream().mapToDouble(own -> own.minus(mean).variance()).sum();
    // The seeds' variance already holds the rest's share of the mean's, so it is taken off here.
    return Math.max(0, mean.variance() - rest / Math.max(1, count - 1) / count);
  }

  /** A share of the mean's variance, and the quantiles by which it widens an interval. */
  private record Part(double variance, TDistribution quantiles) {
    double squaredHalfWidth(double level) {
      double quantile = quantiles.inverseSurvivalProbability(level / 2);
      return variance == 0 ? 0 : quantile * quantile * variance;
    }
  }

  private static Part part(double variance, long count) {
    return new Part(variance, TDistribution.of(count - 1));
  }

  /** Returns the level at which the mean's interval just touches zero. */
  private static double level(double mean, List<Part> parts) {
    double low = 0;
    double high = 1;
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = (low + high) / 2;
      double square = parts.stream().mapToDouble(p -> p.squaredHalfWidth(middle)).sum();
      if (square >= mean * mean && middle < 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
