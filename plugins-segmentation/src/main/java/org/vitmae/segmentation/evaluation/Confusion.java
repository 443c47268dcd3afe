package org.vitmae.segmentation.evaluation;

import java.util.Arrays;
import org.vitmae.data.ClassMask;

/** Pixels by their true and their predicted class, summed over images. Not thread-safe. */
public final class Confusion {
  private final int classes;
  private final long[] counts; // [K, K], true classes as rows

  /**
   * Starts without images.
   *
   * @param classes K
   */
  public Confusion(int classes) {
    this.classes = classes;
    this.counts = new long[classes * classes];
  }

  /**
   * Counts an image; pixels that are truly {@link ClassMask#IGNORE} are left out.
   *
   * @return the counts of this image alone
   * @throws IllegalArgumentException if the masks differ in size or hold a class beyond K
   */
  public ClassAreas add(ClassMask truth, ClassMask predicted) {
    if (truth.height() != predicted.height() || truth.width() != predicted.width()) {
      throw new IllegalArgumentException(
          "a prediction must have the size of its truth, [%d, %d], got [%d, %d]"
              .formatted(truth.height(), truth.width(), predicted.height(), predicted.width()));
    }
    long[] image = new long[counts.length];
    for (int i = 0; i < truth.classes().length; i++) {
      int is = truth.classes()[i] & 0xff;
      if (is != ClassMask.IGNORE) {
        image[place(is, predicted.classes()[i] & 0xff)]++;
      }
    }
    for (int i = 0; i < image.length; i++) {
      counts[i] += image[i];
    }
    return areas(image);
  }

  private int place(int truth, int predicted) {
    if (truth >= classes || predicted >= classes) {
      throw new IllegalArgumentException(
          "there are %d classes, counted from 0, but a pixel of class %d was predicted as %d"
              .formatted(classes, truth, predicted));
    }
    return truth * classes + predicted;
  }

  /** Returns the counts of all images. */
  public ClassAreas areas() {
    return areas(counts);
  }

  private ClassAreas areas(long[] matrix) {
    ClassAreas areas = ClassAreas.none(classes);
    for (int is = 0; is < classes; is++) {
      for (int as = 0; as < classes; as++) {
        long pixels = matrix[is * classes + as];
        areas.labeled()[is] += pixels;
        areas.predicted()[as] += pixels;
        areas.common()[is] += is == as ? pixels : 0;
      }
    }
    return areas;
  }

  /** Returns how many pixels of each class were taken for which, [K, K], true classes as rows. */
  public long[][] counts() {
    long[][] rows = new long[classes][];
    Arrays.setAll(rows, is -> Arrays.copyOfRange(counts, is * classes, (is + 1) * classes));
    return rows;
  }
}
