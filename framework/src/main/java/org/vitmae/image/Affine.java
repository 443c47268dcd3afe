package org.vitmae.image;

/**
 * Pillow's affine transform with bicubic interpolation: the value at (x, y) is taken from {@code (a
 * x + b y + c, d x + e y + f)}, both measured at the middle of pixels. The cubic has the constant
 * -1, unlike that of {@link BicubicResize}; values are cut off, not rounded.
 */
record Affine(double a, double b, double c, double d, double e, double f) {
  private static final double DECIMALS = 1e15; // Pillow rounds sines and cosines

  /** Turns an image counterclockwise around its middle. */
  static Affine rotation(double degrees, int height, int width) {
    double radians = -Math.toRadians(degrees);
    double cos = Math.rint(Math.cos(radians) * DECIMALS) / DECIMALS;
    double sin = Math.rint(Math.sin(radians) * DECIMALS) / DECIMALS;
    double x = width / 2.0;
    double y = height / 2.0;
    return new Affine(cos, sin, x - cos * x - sin * y, -sin, cos, y + sin * x - cos * y);
  }

  /** Moves each row sideways by {@code factor} times its distance from the top. */
  static Affine shearX(double factor) {
    return new Affine(1, factor, 0, 0, 1, 0);
  }

  /** Moves each column up or down by {@code factor} times its distance from the left. */
  static Affine shearY(double factor) {
    return new Affine(1, 0, 0, factor, 1, 0);
  }

  /** Moves everything left and up, in pixels. */
  static Affine translation(double left, double up) {
    return new Affine(1, 0, left, 0, 1, up);
  }

  /**
   * Transforms an image, [H, W, C].
   *
   * @param fill value of each channel where the source lies outside
   */
  Image apply(Image image, int[] fill) {
    int channels = image.channels();
    byte[] out = new byte[image.pixels().length];
    int to = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++, to += channels) {
        double fromX = a * (x + 0.5) + b * (y + 0.5) + c;
        double fromY = d * (x + 0.5) + e * (y + 0.5) + f;
        if (fromX >= 0 && fromX < image.width() && fromY >= 0 && fromY < image.height()) {
          interpolate(image, fromX - 0.5, fromY - 0.5, out, to);
        } else {
          for (int channel = 0; channel < channels; channel++) {
            out[to + channel] = (byte) fill[channel];
          }
        }
      }
    }
    return new Image(image.height(), image.width(), channels, out);
  }

  private static void interpolate(Image image, double x, double y, byte[] out, int to) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double dx = x - left;
    double dy = y - top;
    for (int channel = 0; channel < image.channels(); channel++) {
      double value =
          cubic(
              alongRow(image, top - 1, left, dx, channel),
              alongRow(image, top, left, dx, channel),
              alongRow(image, top + 1, left, dx, channel),
              alongRow(image, top + 2, left, dx, channel),
              dy);
      out[to + channel] = (byte) (int) Math.max(0, Math.min(255, value));
    }
  }

  /** Beyond the border the nearest pixel is repeated. */
  private static double alongRow(Image image, int row, int left, double dx, int channel) {
    int y = Math.max(0, Math.min(image.height() - 1, row));
    int last = image.width() - 1;
    return cubic(
        image.at(y, Math.max(0, Math.min(last, left - 1)), channel),
        image.at(y, Math.max(0, Math.min(last, left)), channel),
        image.at(y, Math.min(last, left + 1), channel),
        image.at(y, Math.min(last, left + 2), channel),
        dx);
  }

  private static double cubic(double v0, double v1, double v2, double v3, double t) {
    double slope = v2 - v0;
    double square = 2 * (v0 - v1) + v2 - v3;
    double cube = v1 - v0 + v3 - v2;
    return v1 + t * (slope + t * (square + t * cube));
  }
}
