package org.vitmae.segmentation.evaluation;

import java.util.Arrays;
import org.vitmae.data.ClassMask;

/**
 * How well the boundaries of classes were drawn: the F of boundary pixels that have a boundary
 * pixel of the same class within a tolerance of 0.75 % of the image's diagonal (Csurka et al.
 * 2013), rounded up to whole pixels as in Perazzi et al. 2016.
 *
 * <p>A boundary pixel has a neighbor of another class on one of its four sides. What is not judged
 * is no neighbor, and neither is what lies outside of the image. A class's value is the mean over
 * the images in which it has a boundary, true or predicted. Not thread-safe.
 */
public final class BoundaryScores {
  private static final double TOLERANCE = 0.0075;
  private static final byte NONE = (byte) ClassMask.IGNORE;

  private final double[] sums;
  private final int[] images;

  /**
   * Starts without images.
   *
   * @param classes K
   */
  public BoundaryScores(int classes) {
    sums = new double[classes];
    images = new int[classes];
  }

  /** Adds an image; the masks have the same size. */
  public void add(ClassMask truth, ClassMask predicted) {
    byte[] is = boundaries(truth, truth);
    byte[] as = boundaries(predicted, truth);
    Disc disc = Disc.of((int) Math.ceil(TOLERANCE * Math.hypot(truth.height(), truth.width())));
    double[] precisions = shares(as, is, truth, disc);
    double[] recalls = shares(is, as, truth, disc);
    for (int k = 0; k < sums.length; k++) {
      double precision = precisions[k];
      double recall = recalls[k];
      if (!Double.isNaN(precision) || !Double.isNaN(recall)) {
        boolean match = precision > 0 && recall > 0;
        sums[k] += match ? 2 * precision * recall / (precision + recall) : 0;
        images[k]++;
      }
    }
  }

  /** Returns the class of every judged boundary pixel, and nothing of others. */
  private static byte[] boundaries(ClassMask mask, ClassMask truth) {
    byte[] classes = mask.classes();
    byte[] judged = truth.classes();
    int width = mask.width();
    byte[] boundaries = new byte[classes.length];
    for (int i = 0; i < classes.length; i++) {
      boolean boundary =
          i % width > 0 && differs(classes, judged, i, i - 1)
              || i % width < width - 1 && differs(classes, judged, i, i + 1)
              || i >= width && differs(classes, judged, i, i - width)
              || i + width < classes.length && differs(classes, judged, i, i + width);
      boundaries[i] = boundary && judged[i] != NONE ? classes[i] : NONE;
    }
    return boundaries;
  }

  private static boolean differs(byte[] classes, byte[] judged, int one, int other) {
    return classes[one] != classes[other] && judged[other] != NONE;
  }

  /** Returns for each class which share of its pixels has one of the other's near. */
  private double[] shares(byte[] from, byte[] to, ClassMask size, Disc disc) {
    long[] near = new long[sums.length];
    long[] all = new long[sums.length];
    for (int i = 0; i < from.length; i++) {
      if (from[i] != NONE) {
        int label = from[i] & 0xff;
        all[label]++;
        near[label] += disc.holds(to, size.height(), size.width(), i, from[i]) ? 1 : 0;
      }
    }
    double[] shares = new double[sums.length];
    Arrays.setAll(shares, k -> (double) near[k] / all[k]);
    return shares;
  }

  /** Returns the mean over the classes that have a boundary; not a number if none has. */
  public double mean() {
    double sum = 0;
    int classes = 0;
    for (int k = 0; k < sums.length; k++) {
      sum += images[k] == 0 ? 0 : sums[k] / images[k];
      classes += images[k] == 0 ? 0 : 1;
    }
    return sum / classes;
  }
}
