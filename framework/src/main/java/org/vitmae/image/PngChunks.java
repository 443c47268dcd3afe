package org.vitmae.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/** The size of a PNG file all of whose chunks are there and match their checksums. */
record PngChunks(int height, int width) {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int HEADER = 0x49484452; // IHDR
  private static final int END = 0x49454e44; // IEND

  static boolean matches(byte[] bytes) {
    return bytes.length >= 8 && Arrays.equals(bytes, 0, 8, SIGNATURE, 0, 8);
  }

  static PngChunks read(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes); // PNG is big-endian, as is a new buffer
    int height = 0;
    int width = 0;
    int at = SIGNATURE.length;
    while (at + 12 <= bytes.length) {
      int length = buffer.getInt(at);
      int type = buffer.getInt(at + 4);
      if (length < 0 || length > bytes.length - at - 12) {
        break;
      }
      CRC32 checksum = new CRC32();
      checksum.update(bytes, at + 4, length + 4);
      if ((int) checksum.getValue() != buffer.getInt(at + 8 + length)) {
        throw new IOException("is damaged: a checksum does not match at byte " + at);
      }
      if (type == HEADER && length >= 8) {
        width = buffer.getInt(at + 8);
        height = buffer.getInt(at + 12);
      }
      if (type == END) {
        return new PngChunks(height, width);
      }
      at += 12 + length;
    }
    throw new IOException("is cut short: the end chunk is missing");
  }
}
