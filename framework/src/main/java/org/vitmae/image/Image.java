package org.vitmae.image;

/**
 * Decoded pixels: unsigned bytes, row by row, the channels of a pixel next to each other.
 *
 * @param height rows
 * @param width columns
 * @param channels values per pixel: 1 gray, 3 red-green-blue, any other number for other sensors
 * @param pixels {@code height * width * channels} bytes, [H, W, C]; not copied, never changed after
 */
@SuppressWarnings("ArrayRecordComponent")
public record Image(int height, int width, int channels, byte[] pixels) {
  public Image {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "an image has at least one row, column and channel, got [%d, %d, %d]"
              .formatted(height, width, channels));
    }
    long expected = (long) height * width * channels;
    if (pixels.length != expected) {
      throw new IllegalArgumentException(
          "pixels must hold height * width * channels = %d bytes, got %d"
              .formatted(expected, pixels.length));
    }
  }

  /** Returns one value, 0 to 255. */
  public int at(int row, int column, int channel) {
    return pixels[(row * width + column) * channels + channel] & 0xff;
  }
}
