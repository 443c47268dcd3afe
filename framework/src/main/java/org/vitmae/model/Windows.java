package org.vitmae.model;

import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Cuts a grid of patches into W windows of S patches; the last ones are filled up at the right and
 * at the bottom if the grid is not a multiple.
 *
 * @param gridRows patches of the image from top to bottom
 * @param gridColumns patches of the image from left to right
 * @param rows patches of a window from top to bottom
 * @param columns patches of a window from left to right
 */
record Windows(int gridRows, int gridColumns, int rows, int columns) {
  /** Returns W. */
  int count() {
    return down() * across();
  }

  /** Returns S, patches of a window. */
  int length() {
    return rows * columns;
  }

  /** Maps tokens [N, L, C] to windows [N * W, S, C]; what fills them up is 0. */
  Tensor split(Tensor x) {
    long n = x.size(0);
    long channels = x.size(2);
    Tensor padded = pad(x.reshape(n, gridRows, gridColumns, channels), 0);
    return padded
        .reshape(n, down(), rows, across(), columns, channels)
        .transpose(2, 3)
        .reshape(n * count(), length(), channels);
  }

  /** Maps windows [N * W, S, C] to the tokens they were cut from, [N, L, C]. */
  Tensor join(Tensor windows) {
    long n = windows.size(0) / count();
    long channels = windows.size(2);
    return windows
        .reshape(n, down(), across(), rows, columns, channels)
        .transpose(2, 3)
        .reshape(n, (long) down() * rows, (long) across() * columns, channels)
        .narrow(1, 0, gridRows)
        .narrow(2, 0, gridColumns)
        .reshape(n, (long) gridRows * gridColumns, channels);
  }

  /**
   * Returns what is added to scores of attention, so that patches that only fill up a window get no
   * weight.
   *
   * @param n images
   * @param like gives device and type
   * @return minus infinity for such keys and 0 for others, [N * W, 1, 1, S]; empty if there are
   *     none
   */
  Optional<Tensor> paddingMask(long n, Tensor like) {
    if (padRows() == 0 && padColumns() == 0) {
      return Optional.empty();
    }
    Tensor image = like.new_zeros(1, gridRows, gridColumns, 1);
    Tensor windows =
        pad(image, Double.NEGATIVE_INFINITY)
            .reshape(down(), rows, across(), columns)
            .transpose(1, 2)
            .reshape(count(), 1, 1, length());
    return Optional.of(windows.repeat(n, 1, 1, 1));
  }

  /** Fills up [N, rows, columns, C]. */
  private Tensor pad(Tensor x, double value) {
    if (padRows() == 0 && padColumns() == 0) {
      return x;
    }
    return torch.constant_pad_nd(
        x, new long[] {0, 0, 0, padColumns(), 0, padRows()}, new Scalar(value));
  }

  private int down() {
    return (gridRows + rows - 1) / rows;
  }

  private int across() {
    return (gridColumns + columns - 1) / columns;
  }

  private int padRows() {
    return down() * rows - gridRows;
  }

  private int padColumns() {
    return across() * columns - gridColumns;
  }
}
