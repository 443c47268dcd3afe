package org.vitmae.image;

import java.util.Arrays;

/**
 * Pillow's ImageEnhance: moves an image away from a dull version of itself, or towards it. A factor
 * of 1 changes nothing, 0 gives the dull version, more than 1 exaggerates.
 */
enum Enhancement {
  /** The dull version is gray. Does nothing to images that do not have three channels. */
  COLOR {
    @Override
    byte[] dull(Image image) {
      return image.channels() == 3
          ? Channels.convert(Channels.convert(image, 1), 3).pixels()
          : image.pixels();
    }
  },
  /**
   * The dull version has one value everywhere: the mean of the gray image, or of all values unless
   * there are three channels.
   */
  CONTRAST {
    @Override
    byte[] dull(Image image) {
      byte[] gray = image.channels() == 3 ? Channels.convert(image, 1).pixels() : image.pixels();
      long sum = 0;
      for (byte value : gray) {
        sum += value & 0xff;
      }
      byte[] flat = new byte[image.pixels().length];
      Arrays.fill(flat, (byte) (int) ((double) sum / gray.length + 0.5));
      return flat;
    }
  },
  /** The dull version is black. */
  BRIGHTNESS {
    @Override
    byte[] dull(Image image) {
      return new byte[image.pixels().length];
    }
  },
  /** The dull version is smoothed by a 3 x 3 kernel of ones with 5 in the middle. */
  SHARPNESS {
    @Override
    byte[] dull(Image image) {
      return smooth(image);
    }
  };

  private static final int CENTER = 5;
  private static final int KERNEL_SUM = 13;

  abstract byte[] dull(Image image);

  /** Returns {@code dull + factor * (image - dull)}, cut off to whole numbers from 0 to 255. */
  Image apply(Image image, double factor) {
    float share = (float) factor; // Pillow blends in single precision
    byte[] in = image.pixels();
    byte[] out = dull(image).clone();
    for (int i = 0; i < out.length; i++) {
      int from = out[i] & 0xff;
      float blended = from + share * ((in[i] & 0xff) - from);
      out[i] = (byte) (int) Math.max(0, Math.min(255, blended));
    }
    return new Image(image.height(), image.width(), image.channels(), out);
  }

  /** Averages inside; the border stays as it is. */
  private static byte[] smooth(Image image) {
    byte[] in = image.pixels();
    byte[] out = in.clone();
    int channels = image.channels();
    int stride = image.width() * channels;
    for (int y = 1; y < image.height() - 1; y++) {
      for (int i = y * stride + channels; i < (y + 1) * stride - channels; i++) {
        int sum = (CENTER - 1) * (in[i] & 0xff);
        for (int row = i - stride; row <= i + stride; row += stride) {
          sum += (in[row - channels] & 0xff) + (in[row] & 0xff) + (in[row + channels] & 0xff);
        }
        out[i] = (byte) ((2 * sum + KERNEL_SUM) / (2 * KERNEL_SUM));
      }
    }
    return out;
  }
}
