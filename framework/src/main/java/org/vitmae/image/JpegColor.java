package org.vitmae.image;

/** Turns the components of JPEG files into red, green and blue as libjpeg and Pillow do. */
final class JpegColor {
  private JpegColor() {}

  /** Replaces luma and chroma (Y, Cb, Cr) by red, green and blue, in place. */
  static byte[] fromLumaChroma(byte[] values) {
    for (int at = 0; at < values.length; at += 3) {
      convert(values, at, 0);
    }
    return values;
  }

  /**
   * Returns red, green and blue of four-component files, which every common writer stores inverted,
   * as Adobe does.
   *
   * @param stored four bytes per pixel: 255 - C, 255 - M, 255 - Y, 255 - K
   * @param lumaChroma whether the first three are stored as luma and chroma instead (YCCK)
   */
  static byte[] fromInk(byte[] stored, boolean lumaChroma) {
    byte[] rgb = new byte[stored.length / 4 * 3];
    for (int from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
      if (lumaChroma) {
        convert(stored, from, 255);
      }
      int black = stored[from + 3] & 0xff;
      for (int c = 0; c < 3; c++) {
        int product = (stored[from + c] & 0xff) * black + 128;
        rgb[to + c] = (byte) (((product >> 8) + product) >> 8); // product / 255, rounded
      }
    }
    return rgb;
  }

  /** Converts one pixel with libjpeg's 16-bit fixed point; {@code flip} 255 inverts the result. */
  private static void convert(byte[] values, int at, int flip) {
    int y = values[at] & 0xff;
    int cb = (values[at + 1] & 0xff) - 128;
    int cr = (values[at + 2] & 0xff) - 128;
    values[at] = (byte) (flip ^ clip(y + ((91881 * cr + 32768) >> 16)));
    values[at + 1] = (byte) (flip ^ clip(y + ((-22554 * cb - 46802 * cr + 32768) >> 16)));
    values[at + 2] = (byte) (flip ^ clip(y + ((116130 * cb + 32768) >> 16)));
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
