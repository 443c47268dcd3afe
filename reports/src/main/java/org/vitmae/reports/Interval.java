package org.vitmae.reports;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** A 95 % confidence interval of a mean. */
record Interval(double low, double high) {
  private static final double TAIL = 0.025;
  private static final double NORMAL_QUANTILE =
      NormalDistribution.of(0, 1).inverseSurvivalProbability(TAIL);
  private static final long SEED = 0x5eed;

  /**
   * Returns the interval of the mean of independent outcomes, one per seed.
   *
   * <p>With test images it is a bootstrap over seeds and images, each drawn with replacement on its
   * own (Owen 2007), as every seed is judged on the same images. Without them it is Student's over
   * the seeds. Of one outcome with images it is a bootstrap over images, of one without it is
   * empty.
   */
  static Optional<Interval> of(List<Outcome> seeds) {
    if (Outcome.shareImages(seeds)) {
      return Optional.of(percentiles(resampled(seeds)));
    }
    return seeds.size() == 1 ? Optional.empty() : Optional.of(student(seeds));
  }

  /** Returns the part of it that a share of a whole can lie in. */
  Interval ofShare() {
    return new Interval(Math.max(0, low), Math.min(1, high));
  }

  boolean holdsZero() {
    return low <= 0 && high >= 0;
  }

  private static Interval student(List<Outcome> seeds) {
    Deviation deviation = Deviation.of(seeds.stream().mapToDouble(Outcome::value).toArray());
    int count = seeds.size();
    double half = quantile(count) * deviation.std() / Math.sqrt(count);
    return new Interval(deviation.mean() - half, deviation.mean() + half);
  }

  private static double[] resampled(List<Outcome> seeds) {
    int count = seeds.size();
    double mean = Outcome.mean(seeds).value();
    double widening = count == 1 ? 1 : widening(count);
    double[] means = new double[ImageBootstrap.RESAMPLES];
    SplittableRandom random = new SplittableRandom(SEED);
    for (int draw = 0; draw < means.length; draw++) {
      int[] times = ImageBootstrap.times(count, random);
      double shift = 0;
      for (int i = 0; i < count; i++) {
        double seed = seeds.get(i).value();
        double[] onDraws = seeds.get(i).images().orElseThrow().resampled();
        double onImages = onDraws[draw % onDraws.length];
        shift += times[i] * (widening * (seed - mean) + onImages - seed);
      }
      means[draw] = mean + shift / count;
    }
    return means;
  }

  /**
   * Returns the factor that gives deviations of few seeds the spread that Student's t would.
   *
   * <p>The bootstrap divides by n instead of n - 1 and knows no more than the seeds it has: with
   * three, its plain 95 % intervals hold the truth about three times in four (Hesterberg 2015).
   */
  private static double widening(int count) {
    return Math.sqrt(count / (count - 1.0)) * quantile(count) / NORMAL_QUANTILE;
  }

  private static double quantile(int count) {
    return TDistribution.of(count - 1).inverseSurvivalProbability(TAIL);
  }

  private static Interval percentiles(double[] means) {
    Arrays.sort(means);
    return new Interval(at(means, TAIL), at(means, 1 - TAIL));
  }

  /** Returns a quantile, between two values in proportion. */
  private static double at(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
