package org.vitmae.classification.targets;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Average precision as scikit-learn defines it: the sum over falling thresholds of precision times
 * the growth of recall, without interpolation. Examples of equal score pass a threshold together,
 * so that their order does not matter.
 */
final class AveragePrecision {
  private AveragePrecision() {}

  /**
   * Returns the average precision of one label.
   *
   * @param scores one per example, bigger for a likelier label; one that is not a number counts as
   *     the lowest
   * @param positive whether the example has the label
   * @return empty if no example has it
   */
  static OptionalDouble of(float[] scores, boolean[] positive) {
    double[] ranked = new double[scores.length];
    long positives = 0;
    for (int i = 0; i < scores.length; i++) {
      ranked[i] = Float.isNaN(scores[i]) ? Double.NEGATIVE_INFINITY : scores[i];
      positives += positive[i] ? 1 : 0;
    }
    if (positives == 0) {
      return OptionalDouble.empty();
    }
    int[] order =
        IntStream.range(0, ranked.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> ranked[i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    double sum = 0;
    long found = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      long fresh = 0;
      for (; to < order.length && ranked[order[to]] == ranked[order[from]]; to++) {
        fresh += positive[order[to]] ? 1 : 0;
      }
      found += fresh;
      sum += (double) fresh / positives * found / to;
      from = to;
    }
    return OptionalDouble.of(sum);
  }

  /** Returns the mean of those that exist; empty if none does. */
  static OptionalDouble mean(OptionalDouble[] ofLabels) {
    return Arrays.stream(ofLabels).flatMapToDouble(OptionalDouble::stream).average();
  }
}
