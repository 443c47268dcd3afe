package org.vitmae.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.nio.ByteBuffer;

/**
 * Decoded pixels: unsigned bytes, row by row, the channels of a pixel next to each other.
 *
 * @param height rows
 * @param width columns
 * @param channels values per pixel: 1 gray, 3 red-green-blue, any other number for other sensors
 * @param bytes {@code height * width * channels} values, [H, W, C], of an array or of a mapped
 *     file; not copied, never changed after
 */
public record Image(int height, int width, int channels, ByteBuffer bytes) {
  public Image {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "an image has at least one row, column and channel, got [%d, %d, %d]"
              .formatted(height, width, channels));
    }
    long expected = (long) height * width * channels;
    int found = bytes.hasArray() ? bytes.array().length : bytes.limit();
    if (found != expected) {
      throw new IllegalArgumentException(
          "pixels must hold height * width * channels = %d bytes, got %d"
              .formatted(expected, found));
    }
  }

  /** Creates an image of an array, [H, W, C], which is not copied. */
  public Image(int height, int width, int channels, byte[] pixels) {
    this(height, width, channels, ByteBuffer.wrap(pixels));
  }

  /**
   * Takes the pixels out of a picture in memory, [H, W, 3]: its colors in sRGB, gray repeated,
   * alpha dropped, of 16-bit gray the high byte.
   *
   * <p>Bytes of a JPEG or PNG are better given to {@link ImageDecoder}, which decodes them as it
   * does those that models are trained on: {@code ImageIO} takes some JPEGs to slightly other
   * colors.
   */
  public static Image of(BufferedImage picture) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    byte[] bytes = new byte[height * width * 3];
    int[] row = new int[width];
    boolean gray = isGray(picture);
    int at = 0;
    for (int y = 0; y < height; y++) {
      if (gray) {
        grayRow(picture, y, row);
      } else {
        picture.getRGB(0, y, width, 1, row, 0, width);
      }
      for (int rgb : row) {
        bytes[at++] = (byte) (rgb >> 16);
        bytes[at++] = (byte) (rgb >> 8);
        bytes[at++] = (byte) rgb;
      }
    }
    return new Image(height, width, 3, bytes);
  }

  /** Tells whether values are stored as gray, which Java takes for linear light and brightens. */
  private static boolean isGray(BufferedImage picture) {
    int type = picture.getRaster().getTransferType();
    return picture.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
  }

  private static void grayRow(BufferedImage picture, int y, int[] row) {
    int shift = picture.getSampleModel().getSampleSize(0) - Byte.SIZE;
    picture.getRaster().getSamples(0, y, row.length, 1, 0, row);
    for (int x = 0; x < row.length; x++) {
      row[x] = (row[x] >> shift) * 0x010101;
    }
  }

  /** Returns all values, [H, W, C]; copied only where they lie in a mapped file. */
  public byte[] pixels() {
    if (bytes.hasArray()) {
      return bytes.array();
    }
    byte[] copy = new byte[bytes.limit()];
    copyTo(copy, 0);
    return copy;
  }

  /** Copies all values to a place in an array. */
  public void copyTo(byte[] to, int at) {
    bytes.get(0, to, at, height * width * channels);
  }

  /**
   * Copies {@code columns} pixels of a row, from column {@code left} on, to a place in an array.
   */
  void copyRow(int row, int left, int columns, byte[] to, int at) {
    bytes.get((row * width + left) * channels, to, at, columns * channels);
  }

  /** Returns one value, 0 to 255. */
  public int at(int row, int column, int channel) {
    return bytes.get((row * width + column) * channels + channel) & 0xff;
  }
}
