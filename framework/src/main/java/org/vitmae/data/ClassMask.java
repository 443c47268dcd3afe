package org.vitmae.data;

import java.util.Arrays;

/**
 * A class for every pixel.
 *
 * @param classes {@code height * width} class indices, row by row; {@link #IGNORE} is not judged
 */
@SuppressWarnings("ArrayRecordComponent")
public record ClassMask(int height, int width, byte[] classes) {
  /** The label of pixels that take no part in training or evaluation. */
  public static final int IGNORE = 255;

  public ClassMask {
    if (classes.length != height * width) {
      throw new IllegalArgumentException(
          "a mask of %d x %d needs %d bytes, got %d"
              .formatted(height, width, height * width, classes.length));
    }
  }

  /** Returns which share of the labeled pixels the most frequent class has; 1 if there are none. */
  double greatestShare() {
    int[] pixels = new int[IGNORE + 1];
    for (byte label : classes) {
      pixels[label & 0xff]++;
    }
    int labeled = classes.length - pixels[IGNORE];
    int most = Arrays.stream(pixels, 0, IGNORE).max().orElseThrow();
    return labeled == 0 ? 1 : (double) most / labeled;
  }

  /** Returns the class of a pixel, or {@link #IGNORE}. */
  public int at(int row, int column) {
    return classes[row * width + column] & 0xff;
  }
}
