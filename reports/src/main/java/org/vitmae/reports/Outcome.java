package org.vitmae.reports;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was measured: of one run, of the difference of two, or on average over several.
 *
 * @param value the primary metric on the test split
 * @param images what stands behind it image by image; empty where the metric is not a mean
 */
record Outcome(double value, Optional<Images> images) {
  /**
   * A metric that is a mean over test images.
   *
   * @param ids the images
   * @param scores one per image
   * @param resampled what the metric would have been on {@link ImageBootstrap#RESAMPLES} other
   *     draws of the images; the same draws for all outcomes
   */
  record Images(List<Long> ids, double[] scores, double[] resampled) {}

  /** Returns this minus {@code other}, image by image where both know the same images. */
  Outcome minus(Outcome other) {
    double difference = value - other.value;
    if (!shareImages(List.of(this, other))) {
      return new Outcome(difference, Optional.empty());
    }
    Images own = images.orElseThrow();
    Images its = other.images.orElseThrow();
    return new Outcome(
        difference,
        Optional.of(
            new Images(
                own.ids,
                difference(own.scores, its.scores),
                difference(own.resampled, its.resampled))));
  }

  /** Returns the mean, image by image where all know the same images. */
  static Outcome mean(List<Outcome> outcomes) {
    double value = outcomes.stream().mapToDouble(Outcome::value).average().orElseThrow();
    if (!shareImages(outcomes)) {
      return new Outcome(value, Optional.empty());
    }
    return new Outcome(
        value,
        Optional.of(
            new Images(
                outcomes.get(0).images.orElseThrow().ids,
                mean(outcomes, Images::scores),
                mean(outcomes, Images::resampled))));
  }

  /** Tells whether all know their images, and these are the same. */
  static boolean shareImages(List<Outcome> outcomes) {
    Optional<List<Long>> ids = outcomes.get(0).images.map(Images::ids);
    return ids.isPresent()
        && outcomes.stream().allMatch(outcome -> outcome.images.map(Images::ids).equals(ids));
  }

  private static double[] mean(List<Outcome> outcomes, Function<Images, double[]> part) {
    double[] sum = new double[part.apply(outcomes.get(0).images.orElseThrow()).length];
    for (Outcome outcome : outcomes) {
      double[] values = part.apply(outcome.images.orElseThrow());
      for (int i = 0; i < sum.length; i++) {
        sum[i] += values[i] / outcomes.size();
      }
    }
    return sum;
  }

  private static double[] difference(double[] own, double[] other) {
    double[] difference = new double[own.length];
    for (int i = 0; i < own.length; i++) {
      difference[i] = own[i] - other[i];
    }
    return difference;
  }
}
