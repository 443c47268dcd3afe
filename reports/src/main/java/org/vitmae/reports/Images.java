package org.vitmae.reports;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the draw of test images does to an outcome: what it would have been on other draws.
 *
 * @param draws which draws; outcomes of the same ones can be set against each other
 * @param count number of test images
 * @param resampled the outcome on each draw
 * @param spread a vector whose product with itself is the variance that the draw of images causes,
 *     and with another outcome's their covariance
 */
record Images(int draws, long count, double[] resampled, double[] spread) {

  /**
   * Returns the images behind a metric that is a mean over them.
   *
   * @param scores one per image
   * @param resampled the metric on each draw
   */
  static Images ofScores(int draws, double[] scores, double[] resampled) {
    double mean = Deviation.of(scores).mean();
    double scale = 1 / Math.sqrt(scores.length * (scores.length - 1.0));
    return new Images(
        draws,
        scores.length,
        resampled,
        Arrays.stream(scores).map(score -> scale * (score - mean)).toArray());
  }

  /**
   * Returns the images behind any metric, from what a run recorded of it.
   *
   * <p>A draw holds some images more than once, which metrics that are no means may favor: the
   * recorded values are moved so that their mean is the metric itself. As a draw's variance is that
   * of n images over n, not over n - 1, the spread is widened by as much.
   *
   * @param count number of test images
   * @param value the metric
   * @param recorded the metric on each draw
   */
  static Images ofRecorded(int draws, long count, double value, double[] recorded) {
    double mean = Deviation.of(recorded).mean();
    double scale = Math.sqrt(count / (count - 1.0) / (recorded.length - 1.0));
    return new Images(
        draws,
        count,
        Arrays.stream(recorded).map(drawn -> value + drawn - mean).toArray(),
        Arrays.stream(recorded).map(drawn -> scale * (drawn - mean)).toArray());
  }

  /** Returns this minus {@code other}, draw by draw. */
  Images minus(Images other) {
    return new Images(
        draws, count, sum(1, resampled, -1, other.resampled), sum(1, spread, -1, other.spread));
  }

  /** Returns the mean of outcomes on the same draws, draw by draw. */
  static Images mean(List<Images> all) {
    Images first = all.get(0);
    double share = 1.0 / all.size();
    double[] resampled = new double[first.resampled.length];
    double[] spread = new double[first.spread.length];
    for (Images own : all) {
      resampled = sum(1, resampled, share, own.resampled);
      spread = sum(1, spread, share, own.spread);
    }
    return new Images(first.draws, first.count, resampled, spread);
  }

  /** Returns the variance of the outcome that the draw of images causes. */
  double variance() {
    return Arrays.stream(spread).map(v -> v * v).sum();
  }

  private static double[] sum(double a, double[] as, double b, double[] bs) {
    return IntStream.range(0, as.length).mapToDouble(i -> a * as[i] + b * bs[i]).toArray();
  }
}
