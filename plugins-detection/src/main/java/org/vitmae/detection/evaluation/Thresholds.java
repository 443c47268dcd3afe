package org.vitmae.detection.evaluation;

import java.util.Arrays;

/** The grids that COCO averages over, to the last bit. */
final class Thresholds {
  /** Overlaps from which on an object counts as found: 0.5, 0.55, ..., 0.95. */
  static final int OVERLAPS = 10;

  /** Recalls at which precision is read: 0, 0.01, ..., 1. */
  static final int RECALLS = 101;

  /** At most so many detections per image and category count. */
  static final int DETECTIONS = 100;

  private Thresholds() {}

  static double[] overlaps() {
    return even(0.5, 0.95, OVERLAPS);
  }

  static double[] recalls() {
    return even(0, 1, RECALLS);
  }

  /** Rounds as the reference does: the first value plus a multiple of the step. */
  private static double[] even(double first, double last, int count) {
    double step = (last - first) / (count - 1);
    double[] values = new double[count];
    Arrays.setAll(values, i -> i * step + first);
    values[count - 1] = last;
    return values;
  }
}
