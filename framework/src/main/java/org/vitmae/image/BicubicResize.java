package org.vitmae.image;

import java.util.Arrays;

/**
 * Pillow's antialiased bicubic resize, bit for bit.
 *
 * <p>The cubic has the constant -0.5 and is widened when shrinking. Columns are resampled first,
 * then rows; in between values are rounded and clipped to 8 bits. Weights are fixed-point numbers
 * with 22 fractional bits. Of an image in a mapped file nothing outside of the window is touched.
 */
public final class BicubicResize {
  private BicubicResize() {}

  /** Resizes a whole image to [height, width, C]. */
  public static Image resize(Image image, int height, int width) {
    return resize(image, Window.whole(image.height(), image.width()), height, width);
  }

  /** Cuts out a window, then resizes it to [height, width, C]; pixels outside have no influence. */
  public static Image resize(Image image, Window source, int height, int width) {
    return resize(image, source, height, width, Window.whole(height, width));
  }

  /**
   * Cuts out {@code source}, resizes it to {@code height x width} and returns the window {@code
   * part} of that. Only what the part needs is computed.
   *
   * @return [part.height, part.width, C]; the same image if all of it is wanted at its own size
   * @throws IllegalArgumentException if a window does not lie inside
   */
  static Image resize(Image image, Window source, int height, int width, Window part) {
    source.requireInside(image.height(), image.width());
    part.requireInside(height, width);
    ResampleWeights columns = ResampleWeights.of(source.width(), width, part.left(), part.width());
    ResampleWeights rows = ResampleWeights.of(source.height(), height, part.top(), part.height());
    if (columns.identity() && rows.identity()) {
      return crop(
          image,
          new Window(
              source.top() + part.top(), source.left() + part.left(), part.height(), part.width()));
    }
    Window needed =
        new Window(
            source.top() + rows.first(),
            source.left() + columns.first(),
            rows.last() - rows.first(),
            columns.last() - columns.first());
    NarrowedRows narrowed = new NarrowedRows(image, needed, columns, rows.taps());
    byte[] pixels = resampleRows(narrowed, part.width() * image.channels(), rows);
    return new Image(part.height(), part.width(), image.channels(), pixels);
  }

  /** Copies a window out of an image; the image itself if the window is all of it. */
  private static Image crop(Image image, Window window) {
    if (window.height() == image.height() && window.width() == image.width()) {
      return image;
    }
    int stride = window.width() * image.channels();
    byte[] pixels = new byte[window.height() * stride];
    for (int y = 0; y < window.height(); y++) {
      image.copyRow(window.top() + y, window.left(), window.width(), pixels, y * stride);
    }
    return new Image(window.height(), window.width(), image.channels(), pixels);
  }

  /** Combines whole rows, the first of which is {@code rows.first()}, into the part's rows. */
  private static byte[] resampleRows(NarrowedRows in, int stride, ResampleWeights rows) {
    byte[] out = new byte[rows.size() * stride];
    int[] sums = new int[stride];
    for (int y = 0; y < rows.size(); y++) {
      Arrays.fill(sums, ResampleWeights.HALF);
      int row = rows.start(y) - rows.first();
      for (int k = y * rows.taps(); k < (y + 1) * rows.taps(); k += 4, row += 4) {
        addFour(sums, in, row, rows.weights(), k);
      }
      for (int i = 0; i < stride; i++) {
        out[y * stride + i] = (byte) ResampleWeights.value(sums[i]);
      }
    }
    return out;
  }

  /** Adds four rows by their weights; one loop for all of them, which the compiler vectorizes. */
  private static void addFour(int[] sums, NarrowedRows in, int row, int[] weights, int at) {
    int[] first = in.row(row);
    int[] second = in.row(row + 1);
    int[] third = in.row(row + 2);
    int[] fourth = in.row(row + 3);
    int w0 = weights[at];
    int w1 = weights[at + 1];
    int w2 = weights[at + 2];
    int w3 = weights[at + 3];
    for (int i = 0; i < sums.length; i++) {
      sums[i] += first[i] * w0 + second[i] * w1 + third[i] * w2 + fourth[i] * w3;
    }
  }
}
