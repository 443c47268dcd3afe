package org.vitmae.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file as a stream that knows where it stands and how much is left. */
final class PickleInput extends InputStream {
  /** Far above any state dict (a ViT-Huge's pickle has 0.3 MB); bounds what a pickle can build. */
  private static final int MAX_BYTES = 16 << 20;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 13).limit(0);
  private final long end;
  private long loaded; // position in the file after the buffer's last byte

  /** Begins at one position and ends before another, or after 16 MiB. */
  PickleInput(FileChannel channel, long begin, long end) {
    this.channel = channel;
    this.loaded = begin;
    this.end = Math.min(end, begin + MAX_BYTES);
  }

  /** Returns the position in the file of the next byte. */
  long position() {
    return loaded - buffer.remaining();
  }

  /** Returns how many bytes are left. */
  long remaining() {
    return end - position();
  }

  @Override
  public int read() throws IOException {
    if (!buffer.hasRemaining()) {
      fill();
    }
    return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
  }

  private void fill() throws IOException {
    buffer.clear().limit((int) Math.min(buffer.capacity(), end - loaded));
    loaded += Math.max(channel.read(buffer, loaded), 0);
    buffer.flip();
  }
}
