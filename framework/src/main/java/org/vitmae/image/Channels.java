package org.vitmae.image;

/** Conversion between gray and color. */
public final class Channels {
  private Channels() {}

  /**
   * Returns an image with the channels wanted: gray is repeated to three, color becomes gray by
   * Pillow's luma (ITU-R 601-2), equal numbers stay as they are.
   *
   * @return [H, W, {@code channels}]; the same image if there is nothing to do
   * @throws IllegalArgumentException for any other pair
   */
  public static Image convert(Image image, int channels) {
    if (image.channels() == channels) {
      return image;
    }
    if (image.channels() == 1 && channels == 3) {
      return new Image(image.height(), image.width(), 3, repeat(image.pixels()));
    }
    if (image.channels() == 3 && channels == 1) {
      return new Image(image.height(), image.width(), 1, luma(image.pixels()));
    }
    throw new IllegalArgumentException(
        "images of %d channels cannot be turned into %d: gray (1) and color (3) can be exchanged,"
                .formatted(image.channels(), channels)
            + " any other number is kept as it is");
  }

  private static byte[] repeat(byte[] gray) {
    byte[] rgb = new byte[gray.length * 3];
    for (int i = 0; i < gray.length; i++) {
      rgb[3 * i] = gray[i];
      rgb[3 * i + 1] = gray[i];
      rgb[3 * i + 2] = gray[i];
    }
    return rgb;
  }

  private static byte[] luma(byte[] rgb) {
    byte[] gray = new byte[rgb.length / 3];
    for (int i = 0; i < gray.length; i++) {
      int red = rgb[3 * i] & 0xff;
      int green = rgb[3 * i + 1] & 0xff;
      int blue = rgb[3 * i + 2] & 0xff;
      gray[i] = (byte) ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
    }
    return gray;
  }
}
