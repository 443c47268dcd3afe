package org.vitmae.detection.ops;

import java.util.List;

/**
 * The anchors of one level of a pyramid: at each cell every size in every shape.
 *
 * @param sizes square roots of the areas, in pixels
 * @param ratios height over width
 */
public record AnchorLevel(List<Double> sizes, List<Double> ratios) {
  public AnchorLevel {
    sizes = List.copyOf(sizes);
    ratios = List.copyOf(ratios);
  }

  /** Returns A, the number of anchors per cell. */
  public int perCell() {
    return sizes.size() * ratios.size();
  }

  /** Returns the anchors around the origin, by ratio, then size, rounded half to even: [A, 4]. */
  public float[] base() {
    float[] base = new float[4 * perCell()];
    int at = 0;
    for (double ratio : ratios) {
      float heightRatio = (float) Math.sqrt((float) ratio);
      float widthRatio = 1 / heightRatio;
      for (double size : sizes) {
        float width = (float) Math.rint(widthRatio * (float) size / 2);
        float height = (float) Math.rint(heightRatio * (float) size / 2);
        base[at++] = -width;
        base[at++] = -height;
        base[at++] = width;
        base[at++] = height;
      }
    }
    return base;
  }

  /**
   * Returns the anchors of a whole level by row, column, base anchor: [rows * columns * A, 4].
   *
   * @param rowStride pixels from one row of cells to the next
   * @param columnStride pixels from one column of cells to the next
   */
  public float[] grid(int rows, int columns, double rowStride, double columnStride) {
    float[] base = base();
    float[] grid = new float[rows * columns * base.length];
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        for (int i = 0; i < base.length; i++) {
          grid[at++] = (float) (base[i] + (i % 2 == 0 ? column * columnStride : row * rowStride));
        }
      }
    }
    return grid;
  }
}
