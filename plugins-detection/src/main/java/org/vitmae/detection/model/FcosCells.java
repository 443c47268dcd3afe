package org.vitmae.detection.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.detection.ops.ImageSize;

/**
 * The cells of a pyramid, by level, row, column.
 *
 * @param x centers in pixels, [P]
 * @param y centers in pixels, [P]
 * @param strides pixels from cell to cell, [P]
 * @param leastSides distance in pixels to the farthest side from which a box belongs to the cell's
 *     level, [P]
 * @param greatestSides and up to which it does, [P]
 */
record FcosCells(float[] x, float[] y, float[] strides, float[] leastSides, float[] greatestSides) {
  /**
   * Lays out cells. A level takes boxes whose farthest side is 4 to 8 strides away, the finest also
   * smaller and the coarsest also larger ones: with strides of 8 to 128 the 64, 128, 256 and 512
   * pixels of Tian et al. 2019, section 3.2.
   */
  static FcosCells of(List<Tensor> pyramid, ImageSize padded) {
    int size = pyramid.stream().mapToInt(level -> (int) (level.size(2) * level.size(3))).sum();
    FcosCells cells =
        new FcosCells(
            new float[size], new float[size], new float[size], new float[size], new float[size]);
    int at = 0;
    for (int level = 0; level < pyramid.size(); level++) {
      int rows = (int) pyramid.get(level).size(2);
      int columns = (int) pyramid.get(level).size(3);
      float stride = (float) padded.height() / rows;
      float least = level == 0 ? 0 : 4 * stride;
      float greatest = level == pyramid.size() - 1 ? Float.POSITIVE_INFINITY : 8 * stride;
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          cells.put(at++, (column + 0.5f) * stride, (row + 0.5f) * stride, stride);
          cells.leastSides[at - 1] = least;
          cells.greatestSides[at - 1] = greatest;
        }
      }
    }
    return cells;
  }

  private void put(int at, float centerX, float centerY, float stride) {
    x[at] = centerX;
    y[at] = centerY;
    strides[at] = stride;
  }

  /** Returns P. */
  int size() {
    return x.length;
  }

  /** Returns the distances in strides from a cell's center to left, top, right and bottom. */
  float[] sides(int cell, float[] boxes, int object) {
    float stride = strides[cell];
    return new float[] {
      (x[cell] - boxes[4 * object]) / stride,
      (y[cell] - boxes[4 * object + 1]) / stride,
      (boxes[4 * object + 2] - x[cell]) / stride,
      (boxes[4 * object + 3] - y[cell]) / stride
    };
  }

  /** Tells whether a box at these distances has the size of the cell's level. */
  boolean suits(int cell, float[] sides) {
    float farthest = Math.max(Math.max(sides[0], sides[1]), Math.max(sides[2], sides[3]));
    float pixels = farthest * strides[cell];
    return pixels >= leastSides[cell] && pixels <= greatestSides[cell];
  }

  /** Replaces the distances at {@code 4 * index} by the box they mean, cut off at the image. */
  void toBox(float[] sides, int index, int cell, ImageSize image) {
    float stride = strides[cell];
    int at = 4 * index;
    sides[at] = Math.max(0, x[cell] - sides[at] * stride);
    sides[at + 1] = Math.max(0, y[cell] - sides[at + 1] * stride);
    sides[at + 2] = Math.min(image.width(), x[cell] + sides[at + 2] * stride);
    sides[at + 3] = Math.min(image.height(), y[cell] + sides[at + 3] * stride);
  }
}
