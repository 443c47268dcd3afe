package org.vitmae.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of binary records, packed with gzip or not, going by its first bytes. */
final class RawFile implements Closeable {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int BUFFER_BYTES = 1 << 16;

  /** A Java array holds no more, and neither should a data set read whole into memory. */
  static final int MAX_BYTES = Integer.MAX_VALUE - 16;

  private final Path path;
  private final InputStream in;

  private RawFile(Path path, InputStream in) {
    this.path = path;
    this.in = in;
  }

  /**
   * Opens a file.
   *
   * @throws DataException if it is missing or unreadable
   */
  static RawFile open(Path path) {
    requireFile(path);
    try {
      InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
      try {
        return new RawFile(path, unpacked(in));
      } catch (IOException e) {
        in.close();
        throw e;
      }
    } catch (IOException e) {
      throw FileTree.unreadable(path.toString(), e);
    }
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(in, BUFFER_BYTES) : in;
  }

  /**
   * Checks that there is a file or folder at a path.
   *
   * @throws DataException if there is none
   */
  static void requireFile(Path path) {
    if (!Files.exists(path)) {
      throw new DataException(
          "%s does not exist. Correct the path in the experiment's data section, or name the folder"
                  .formatted(path)
              + " that holds the data sets with --data-dir FOLDER (from Maven: -Ddata.dir=FOLDER).");
    }
  }

  /** Reads up to {@code count} bytes; fewer only where the file ends. */
  byte[] read(int count) {
    try {
      return in.readNBytes(count);
    } catch (EOFException e) {
      throw new DataException(
          "%s is cut short: its compressed data ends early. Repeat the download or copy."
              .formatted(path),
          e);
    } catch (IOException e) {
      throw FileTree.unreadable(path.toString(), e);
    }
  }

  /** Returns the path, for messages. */
  @Override
  public String toString() {
    return path.toString();
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw FileTree.unreadable(path.toString(), e);
    }
  }
}
