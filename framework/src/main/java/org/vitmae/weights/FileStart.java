package org.vitmae.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** What the first bytes of a file say it is. */
enum FileStart {
  /** A zip, as torch.save writes since 1.6. */
  ZIP,
  /** A pickle of protocol 2, as torch.save wrote before. */
  PICKLE,
  /** The length of a header, then JSON. */
  SAFETENSORS,
  /** Nothing known. */
  OTHER;

  private static final int BYTES = 9;
  private static final int ZIP_MAGIC = 0x04034b50;
  private static final short PICKLE_MAGIC = 0x0280;

  static FileStart of(FileChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (channel.read(start, 0) < BYTES) {
      return OTHER;
    }
    if (start.getInt(0) == ZIP_MAGIC) {
      return ZIP;
    }
    if (start.getShort(0) == PICKLE_MAGIC) {
      return PICKLE;
    }
    return start.get(BYTES - 1) == '{' ? SAFETENSORS : OTHER;
  }
}
