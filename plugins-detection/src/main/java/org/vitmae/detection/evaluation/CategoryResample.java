package org.vitmae.detection.evaluation;

import java.util.OptionalDouble;

/**
 * One category with objects of any size, evaluated on images drawn with repeats. An image drawn
 * twice counts as two, with its objects and its detections. Not thread-safe.
 */
final class CategoryResample {
  private static final double[] RECALLS = Thresholds.recalls();

  private final int[] places;
  private final int[] objects;
  private final int[] image;
  private final int[] hits;
  private final int[] ignored;

  /** For each point of a curve, the objects found so far, and precision. */
  private final int[] found;

  private final double[] precision;

  /**
   * Creates the category.
   *
   * @param places of the category's images among all images, [I]
   * @param objects to find in each of them, [I]
   * @param image for each detection, best first, which of the I it belongs to, [D]
   * @param hits for each detection, a bit per threshold: it found an object, [D]
   * @param ignored likewise: it counts neither way, [D]
   */
  CategoryResample(int[] places, int[] objects, int[] image, int[] hits, int[] ignored) {
    this.places = places;
    this.objects = objects;
    this.image = image;
    this.hits = hits;
    this.ignored = ignored;
    this.found = new int[image.length];
    this.precision = new double[image.length];
  }

  /** Returns the mean over all thresholds and recalls, empty if there is nothing to find. */
  OptionalDouble averagePrecision(int[] times) {
    int[] drawn = new int[places.length];
    int toFind = 0;
    for (int i = 0; i < places.length; i++) {
      drawn[i] = times[places[i]];
      toFind += drawn[i] * objects[i];
    }
    if (toFind == 0) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (int threshold = 0; threshold < Thresholds.OVERLAPS; threshold++) {
      sum += interpolated(points(drawn, 1 << threshold), toFind);
    }
    return OptionalDouble.of(sum / (Thresholds.OVERLAPS * RECALLS.length));
  }

  /** Fills the curve's points and returns their number; precision is greatest right at a hit. */
  private int points(int[] drawn, int bit) {
    int points = 0;
    int right = 0;
    int all = 0;
    for (int d = 0; d < image.length; d++) {
      int times = drawn[image[d]];
      if (times == 0 || (ignored[d] & bit) != 0) {
        continue;
      }
      all += times;
      if ((hits[d] & bit) != 0) {
        right += times;
        found[points] = right;
        precision[points] = (double) right / all;
        points++;
      }
    }
    return points;
  }

  /** Returns the sum of the best precisions at the recalls 0, 0.01, ..., 1 or greater ones. */
  private double interpolated(int points, int toFind) {
    double sum = 0;
    double best = 0;
    int at = points - 1;
    for (int r = RECALLS.length - 1; r >= 0; r--) {
      while (at >= 0 && (double) found[at] / toFind >= RECALLS[r]) {
        best = Math.max(best, precision[at]);
        at--;
      }
      sum += best;
    }
    return sum;
  }
}
