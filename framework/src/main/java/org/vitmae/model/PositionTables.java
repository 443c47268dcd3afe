package org.vitmae.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Fits position tables to other image sizes. */
public final class PositionTables {
  private PositionTables() {}

  /**
   * Resizes a table bicubically, as the reference does for fine-tuning at another resolution; the
   * class token's row stays as it is.
   *
   * @param table [1, 1 + fromRows * fromColumns, D]
   * @return [1, 1 + toRows * toColumns, D]; the table itself if the grids are equal
   */
  public static Tensor resize(
      Tensor table, int fromRows, int fromColumns, int toRows, int toColumns) {
    if (table.size(1) != 1L + (long) fromRows * fromColumns) {
      throw new IllegalArgumentException(
          "a table for %d x %d patches has %d rows, got %d"
              .formatted(fromRows, fromColumns, 1 + fromRows * fromColumns, table.size(1)));
    }
    if (fromRows == toRows && fromColumns == toColumns) {
      return table;
    }
    long width = table.size(2);
    Tensor grid =
        table
            .narrow(1, 1, table.size(1) - 1)
            .reshape(1, fromRows, fromColumns, width)
            .permute(0, 3, 1, 2); // [1, D, rows, columns]
    Tensor resized =
        torch
            .upsample_bicubic2d(grid, new long[] {toRows, toColumns}, false)
            .permute(0, 2, 3, 1)
            .reshape(1, (long) toRows * toColumns, width); // [1, L, D]
    return torch.cat(new TensorVector(table.narrow(1, 0, 1), resized), 1);
  }
}
