package org.vitmae.data;

import java.util.Arrays;

/** Collects stretches of pixels into runs, column by column. Not thread-safe. */
public final class RunBuilder {
  private int[] counts = new int[16];
  private int runs = 1;

  /** Appends pixels that all lie inside the object, or all outside. */
  public void add(boolean inside, int length) {
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

  /**
   * Returns the mask of all pixels added.
   *
   * @throws IllegalArgumentException if they are not height * width
   */
  public RunLengths build(int height, int width) {
    return new RunLengths(height, width, Arrays.copyOf(counts, runs));
  }
}
