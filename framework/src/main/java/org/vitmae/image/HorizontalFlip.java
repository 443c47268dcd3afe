package org.vitmae.image;

/** Mirrors left and right. */
public final class HorizontalFlip {
  private HorizontalFlip() {}

  /** Returns the mirrored image, [H, W, C]. */
  public static Image apply(Image image) {
    int channels = image.channels();
    int stride = image.width() * channels;
    byte[] in = image.pixels();
    byte[] out = new byte[in.length];
    for (int row = 0; row < in.length; row += stride) {
      for (int x = 0; x < stride; x += channels) {
        int to = row + stride - channels - x;
        for (int c = 0; c < channels; c++) {
          out[to + c] = in[row + x + c];
        }
      }
    }
    return new Image(image.height(), image.width(), channels, out);
  }
}
