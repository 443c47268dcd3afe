package org.vitmae.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Replaces files as a whole, so that they survive a power cut once this has returned. */
public final class AtomicFile {
  private AtomicFile() {}

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {
    /** Writes it from the beginning of the file on. */
    void writeTo(FileChannel out) throws IOException;
  }

  /** Writes text in UTF-8 like {@link #write(Path, Content)}. */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes bytes like {@link #write(Path, Content)}. */
  public static void write(Path file, byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    write(
        file,
        out -> {
          while (bytes.hasRemaining()) {
            out.write(bytes);
          }
        });
  }

  /**
   * Writes a sibling, flushes it to disk and renames it over the file.
   *
   * @throws IOException if that fails; the file is then what it was, and the sibling is deleted
   */
  public static void write(Path file, Content content) throws IOException {
    Path sibling = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (FileChannel out =
          FileChannel.open(
              sibling,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        content.writeTo(out);
        out.force(true);
      }
      Disk.rename(sibling, file);
    } catch (IOException | RuntimeException e) {
      Disk.discard(sibling, e);
      throw e;
    }
  }
}
