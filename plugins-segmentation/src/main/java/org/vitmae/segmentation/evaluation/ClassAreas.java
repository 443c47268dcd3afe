package org.vitmae.segmentation.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Judged pixels of each class, of one image or many.
 *
 * @param common those of the class that were predicted as such, [K]
 * @param predicted those predicted as the class, [K]
 * @param labeled those that are of the class, [K]
 */
@SuppressWarnings("ArrayRecordComponent")
public record ClassAreas(long[] common, long[] predicted, long[] labeled) {
  /** Returns the areas of no image. */
  static ClassAreas none(int classes) {
    return new ClassAreas(new long[classes], new long[classes], new long[classes]);
  }

  /**
   * Sums the areas of images, each as often as it was drawn.
   *
   * @param classes K
   * @param times by place of the image
   */
  public static ClassAreas sum(int classes, List<ClassAreas> images, IntUnaryOperator times) {
    ClassAreas sum = none(classes);
    for (int i = 0; i < images.size(); i++) {
      sum.add(images.get(i), times.applyAsInt(i));
    }
    return sum;
  }

  private void add(ClassAreas more, int times) {
    for (int k = 0; k < classes(); k++) {
      common[k] += times * more.common[k];
      predicted[k] += times * more.predicted[k];
      labeled[k] += times * more.labeled[k];
    }
  }

  /** Returns K. */
  public int classes() {
    return labeled.length;
  }

  /** Returns the share of all pixels that were predicted as what they are; no number of none. */
  public double allAccuracy() {
    return (double) Arrays.stream(common).sum() / Arrays.stream(labeled).sum();
  }
}
