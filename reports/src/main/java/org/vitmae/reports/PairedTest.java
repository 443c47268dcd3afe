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
 * Student's squared half widths of seeds and of images (Howe 1974) would just touch zero. That of
 * the seeds is at least the one that follows from what neither seed nor image explains: two or
 * three seeds may agree by chance. Without images, or of one seed, that is Student's paired test.
 */
final class PairedTest {
  private static final int BISECTIONS = 60;

  private PairedTest() {}

  /** Returns the p-value of differences, one per seed; empty for one seed without images. */
  static OptionalDouble pValue(List<Outcome> seeds) {
    int count = seeds.size();
    Deviation overSeeds = Deviation.of(seeds.stream().mapToDouble(Outcome::value).toArray());
    List<Width> widths = new ArrayList<>();
    if (count > 1) {
      widths.add(Width.student(overSeeds.variance() / count, count - 1));
    }
    if (Outcome.shareImages(seeds)) {
      List<Images> images = seeds.stream().map(seed -> seed.images().orElseThrow()).toList();
      long others = images.get(0).count() - 1;
      if (others == 0) {
        return OptionalDouble.empty();
      }
      double rest = ofRest(images);
      widths.replaceAll(width -> width.orIfWider(Width.student(rest, (count - 1) * others)));
      // The seeds' variance already holds the rest's share of the mean's, so it is taken off here.
      double ofImages = Math.max(0, Images.mean(images).variance() - rest);
      widths.add(Width.student(ofImages, others));
    }
    return widths.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(level(overSeeds.mean(), widths));
  }

  /** Returns the share of the mean's variance that neither seeds nor images explain. */
  private static double ofRest(List<Images> seeds) {
    int count = seeds.size();
    Images mean = Images.mean(seeds);
    double rest = seeds.stream().mapToDouble(own -> own.minus(mean).variance()).sum();
    return rest / Math.max(1, count - 1) / count;
  }

  /** What a part of the mean's variance adds to an interval. */
  @FunctionalInterface
  private interface Width {
    double squaredHalf(double level);

    static Width student(double variance, long degreesOfFreedom) {
      TDistribution quantiles = TDistribution.of(degreesOfFreedom);
      return level -> {
        double quantile = quantiles.inverseSurvivalProbability(level / 2);
        return variance == 0 ? 0 : quantile * quantile * variance;
      };
    }

    default Width orIfWider(Width other) {
      return level -> Math.max(squaredHalf(level), other.squaredHalf(level));
    }
  }

  /** Returns the level at which the mean's interval just touches zero. */
  private static double level(double mean, List<Width> widths) {
    double low = 0;
    double high = 1;
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = (low + high) / 2;
      double square = widths.stream().mapToDouble(w -> w.squaredHalf(middle)).sum();
      if (square >= mean * mean && middle < 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
