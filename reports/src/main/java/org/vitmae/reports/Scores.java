package org.vitmae.reports;

import java.util.Arrays;
import java.util.List;

/**
 * What each test sample contributes to the primary metric, which is the mean of the values.
 *
 * @param ids the samples, sorted
 * @param values one per sample
 */
record Scores(List<Long> ids, double[] values) {
  Scores {
    ids = List.copyOf(ids);
  }

  double mean() {
    return Arrays.stream(values).average().orElseThrow();
  }
}
