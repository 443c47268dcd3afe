package org.vitmae.data;

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
}
