package org.vitmae.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How often each class was taken for each other.
 *
 * @param classes class names, in label order
 * @param counts [true class][predicted class]
 */
record ConfusionMatrix(List<String> classes, long[][] counts) {
  /** A pair of classes that are mixed up. */
  record Confusion(String actual, String predicted, long count, double share) {}

  /** Returns the shares of a true class's images that were given each class; 0 if it has none. */
  double[] shares(int actual) {
    long total = Math.max(1, Arrays.stream(counts[actual]).sum());
    return Arrays.stream(counts[actual]).mapToDouble(count -> (double) count / total).toArray();
  }

  /** Returns the most frequent mistakes, the most frequent first, ties in label order. */
  List<Confusion> worst(int limit) {
    List<Confusion> mistakes = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      double[] shares = shares(i);
      for (int j = 0; j < classes.size(); j++) {
        if (i != j && counts[i][j] > 0) {
          mistakes.add(new Confusion(classes.get(i), classes.get(j), counts[i][j], shares[j]));
        }
      }
    }
    mistakes.sort(Comparator.comparingLong(Confusion::count).reversed());
    return mistakes.stream().limit(limit).toList();
  }
}
