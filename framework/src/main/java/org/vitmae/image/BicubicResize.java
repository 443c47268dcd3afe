package org.vitmae.image;

import java.util.Arrays;

/**
 * Pillow's antialiased bicubic resize, bit for bit.
 *
 * <p>The cubic has the constant -0.5 and is widened when shrinking. Columns are resampled first,
 * then rows; in between values are rounded and clipped to 8 bits. Weights are fixed-point numbers
 * with 22 fractional bits.
 */
public final class BicubicResize {
  private static final int HALF = 1 << (ResampleWeights.PRECISION_BITS - 1);

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
    Window needed = new Window(rows.first(), 0, rows.last() - rows.first(), part.width());
    byte[] narrow = resampleColumns(image, source, needed, columns);
    byte[] pixels = resampleRows(narrow, part.width() * image.channels(), rows);
    return new Image(part.height(), part.width(), image.channels(), pixels);
  }

  /** Copies a window out of an image; the image itself if the window is all of it. */
  private static Image crop(Image image, Window window) {
    if (window.height() == image.height() && window.width() == image.width()) {
      return image;
    }
    int c = image.channels();
    byte[] pixels = new byte[window.height() * window.width() * c];
    for (int y = 0; y < window.height(); y++) {
      System.arraycopy(
          image.pixels(),
          ((window.top() + y) * image.width() + window.left()) * c,
          pixels,
          y * window.width() * c,
          window.width() * c);
    }
    return new Image(window.height(), window.width(), c, pixels);
  }

  /** Returns the needed rows of the source window, resampled to the part's width. */
  private static byte[] resampleColumns(
      Image image, Window source, Window needed, ResampleWeights columns) {
    int channels = image.channels();
    byte[] in = image.pixels();
    byte[] out = new byte[needed.height() * needed.width() * channels];
    int to = 0;
    for (int y = 0; y < needed.height(); y++) {
      int row = ((source.top() + needed.top() + y) * image.width() + source.left()) * channels;
      for (int x = 0; x < needed.width(); x++) {
        int from = row + columns.start(x) * channels;
        int taps = columns.count(x);
        int weight = columns.offset(x);
        for (int c = 0; c < channels; c++) {
          int sum = HALF;
          for (int k = 0, at = from + c; k < taps; k++, at += channels) {
            sum += (in[at] & 0xff) * columns.weights()[weight + k];
          }
          out[to++] = clip(sum);
        }
      }
    }
    return out;
  }

  /** Combines whole rows, which start at {@code rows.first()}, into the part's rows. */
  private static byte[] resampleRows(byte[] in, int stride, ResampleWeights rows) {
    byte[] out = new byte[rows.size() * stride];
    int[] sums = new int[stride];
    for (int y = 0; y < rows.size(); y++) {
      Arrays.fill(sums, HALF);
      for (int k = 0; k < rows.count(y); k++) {
        int from = (rows.start(y) - rows.first() + k) * stride;
        int weight = rows.weights()[rows.offset(y) + k];
        for (int i = 0; i < stride; i++) {
          sums[i] += (in[from + i] & 0xff) * weight;
        }
      }
      for (int i = 0; i < stride; i++) {
        out[y * stride + i] = clip(sums[i]);
      }
    }
    return out;
  }

  private static byte clip(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> ResampleWeights.PRECISION_BITS));
  }
}
