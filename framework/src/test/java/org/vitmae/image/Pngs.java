package org.vitmae.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes PNG files of any kind, also wrong ones. */
public final class Pngs {
  /** Color types of the PNG specification. */
  public static final int GRAY = 0;

  public static final int RGB = 2;
  private static final int PALETTE = 3;
  static final int GRAY_ALPHA = 4;
  static final int RGB_ALPHA = 6;

  private Pngs() {}

  /** Encodes an image of 1 or 3 channels. */
  public static byte[] encode(Image image) {
    return encode(
        image.height(), image.width(), 8, image.channels() == 1 ? GRAY : RGB, image.pixels());
  }

  /** Encodes rows of packed values, all of the same length; fewer values than rows make one row. */
  public static byte[] encode(int height, int width, int bits, int colorType, byte... values) {
    return encode(height, width, bits, colorType, new byte[0], values);
  }

  /**
   * Encodes rows of packed indices.
   *
   * @param colors red, green and blue of each index in turn
   */
  public static byte[] palette(int height, int width, int bits, byte[] colors, byte... values) {
    return encode(height, width, bits, PALETTE, colors, values);
  }

  private static byte[] encode(
      int height, int width, int bits, int colorType, byte[] palette, byte[] values) {
    int stride = Math.max(values.length / height, 1);
    try {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (DeflaterOutputStream rows = new DeflaterOutputStream(packed)) {
        for (int from = 0; from < values.length; from += stride) {
          rows.write(0); // no filter
          rows.write(values, from, stride);
        }
      }
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
      ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
      header.put((byte) bits).put((byte) colorType);
      chunk(file, "IHDR", header.array());
      if (palette.length > 0) {
        chunk(file, "PLTE", palette);
      }
      chunk(file, "IDAT", packed.toByteArray());
      chunk(file, "IEND", new byte[0]);
      return file.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] content)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(content);
    DataOutputStream out = new DataOutputStream(file);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) checksum.getValue());
  }
}
