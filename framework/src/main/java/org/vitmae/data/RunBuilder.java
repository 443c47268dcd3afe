package org.vitmae.data;

import java.util.Arrays;

/** Collects stretches of pixels into runs. */
final class RunBuilder {
  private int[] counts = new int[16];
  private int runs = 1;

  /** Appends pixels that all lie inside the object, or all outside. */
  void add(boolean inside, int length) {
    if (length == 0) {
      return;
    }
    if (inside != (runs % 2 == 0)) {
      runs++;
      if (runs > counts.length) {
        counts = Arrays.copyOf(counts, 2 * runs);
      }
    }
    counts[runs - 1] += length;
  }

  RunLengths build(int height, int width) {
    return new RunLengths(height, width, Arrays.copyOf(counts, runs));
  }
}
