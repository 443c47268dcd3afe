package org.vitmae.image;

import java.awt.image.Raster;
import java.io.IOException;

/**
 * Decodes PNGs whose values are labels: palettes are not looked up, gray is not stretched to 8
 * bits, 16 bits are kept. Alpha is dropped.
 */
public final class LabelDecoder {
  private LabelDecoder() {}

  /**
   * Decodes a label image.
   *
   * @param bytes a whole PNG file
   * @throws IOException if the bytes are no PNG, are damaged or cut short, have 16-bit colors, or
   *     claim more than {@link ImageDecoder#MAX_PIXELS}
   */
  public static LabelImage decode(byte[] bytes) throws IOException {
    if (!PngChunks.matches(bytes)) {
      throw new IOException("is no PNG, which labels are read from as it changes no value");
    }
    try {
      return labels(ImageDecoder.readPng(bytes).getRaster());
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      // What the platform's reader throws on headers that contradict each other.
      throw new IOException("is damaged: " + e.getMessage(), e);
    }
  }

  private static LabelImage labels(Raster raster) throws IOException {
    int bands = raster.getNumBands();
    boolean colors = bands >= 3;
    int bits = raster.getSampleModel().getSampleSize(0);
    int[] labels = new int[raster.getHeight() * raster.getWidth()];
    Object data = raster.getDataElements(0, 0, raster.getWidth(), raster.getHeight(), null);
    if (data instanceof short[] words && !colors) {
      for (int i = 0; i < labels.length; i++) {
        labels[i] = words[i * bands] & 0xffff;
      }
    } else if (data instanceof byte[] bytes) {
      for (int i = 0; i < labels.length; i++) {
        labels[i] = colors ? color(bytes, i * bands) : bytes[i * bands] & 0xff;
      }
    } else {
      throw new IOException("has colors of %d bits, not of 8".formatted(bits));
    }
    return new LabelImage(raster.getHeight(), raster.getWidth(), colors, bits, labels);
  }

  private static int color(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff;
  }
}
