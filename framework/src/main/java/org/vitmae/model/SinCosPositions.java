package org.vitmae.model;

/**
 * Fixed two-dimensional sine-cosine position tables (He et al. 2021, appendix A.1).
 *
 * <p>The first half of the width encodes the column, the second half the row; in each half sines
 * come first, then cosines, at frequencies 10000^(-k / (D/4)). The class token's row is zero.
 */
public final class SinCosPositions {
  private SinCosPositions() {}

  /**
   * Computes a table.
   *
   * @param width D, a multiple of 4
   * @param classToken whether the table starts with the class token's row
   * @return [rows * columns (+ 1), D], row-major
   */
  public static float[] table(int width, int rows, int columns, boolean classToken) {
    if (width % 4 != 0) {
      throw new IllegalArgumentException("width must be a multiple of 4, got " + width);
    }
    int first = classToken ? 1 : 0;
    float[] table = new float[(first + rows * columns) * width];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int at = (first + row * columns + column) * width;
        encode(table, at, width / 4, column);
        encode(table, at + width / 2, width / 4, row);
      }
    }
    return table;
  }

  private static void encode(float[] table, int at, int frequencies, int position) {
    for (int k = 0; k < frequencies; k++) {
      double angle = position * Math.pow(10000, -(double) k / frequencies);
      table[at + k] = (float) Math.sin(angle);
      table[at + frequencies + k] = (float) Math.cos(angle);
    }
  }
}
