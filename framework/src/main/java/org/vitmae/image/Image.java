package org.vitmae.image;

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
