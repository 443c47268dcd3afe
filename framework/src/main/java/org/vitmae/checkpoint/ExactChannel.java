package org.vitmae.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Passes on exactly as many bytes as a tensor's shape needs, each buffer whole. */
final class ExactChannel implements WritableByteChannel {
  private final String name;
  private final long expected;
  private final WritableByteChannel out;
  private long written;

  ExactChannel(String name, long expected, WritableByteChannel out) {
    this.name = name;
    this.expected = expected;
    this.out = out;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int size = source.remaining();
    written += size;
    if (written > expected) {
      throw wrongSize("at least " + written);
    }
    while (source.hasRemaining()) {
      out.write(source);
    }
    return size;
  }

  void checkComplete() {
    if (written != expected) {
      throw wrongSize(Long.toString(written));
    }
  }

  private IllegalStateException wrongSize(String found) {
    return new IllegalStateException(
        "tensor '%s' needs %d bytes by its shape, got %s".formatted(name, expected, found));
  }

  @Override
  public boolean isOpen() {
    return out.isOpen();
  }

  /** Leaves the file open for the next tensor. */
  @Override
  public void close() {}
}
