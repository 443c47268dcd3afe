package org.vitmae.reports;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Corrects p-values for the number of tests (Holm 1979). */
final class Holm {
  private Holm() {}

  /**
   * Returns the corrected p-values in the given order.
   *
   * <p>Calling those at most 0.05 significant errs in one or more tests with a chance of at most 5
   * %, whatever the tests have in common.
   */
  static double[] corrected(double... pValues) {
    int count = pValues.length;
    int[] ascending =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] corrected = new double[count];
    double least = 0;
    for (int rank = 0; rank < count; rank++) {
      least = Math.max(least, Math.min(1, (count - rank) * pValues[ascending[rank]]));
      corrected[ascending[rank]] = least;
    }
    return corrected;
  }
}
