package org.vitmae.data;

/**
 * The object that every pixel belongs to.
 *
 * @param ids {@code height * width} numbers, row by row; 0 is no object, the others need not be
 *     without gaps
 */
@SuppressWarnings("ArrayRecordComponent")
public record InstanceMap(int height, int width, char[] ids) {
  public InstanceMap {
    if (ids.length != height * width) {
      throw new IllegalArgumentException(
          "an instance map of %d x %d needs %d numbers, got %d"
              .formatted(height, width, height * width, ids.length));
    }
  }

  /** Returns the number of the object that a pixel belongs to, or 0. */
  public int at(int row, int column) {
    return ids[row * width + column];
  }
}
