package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads the PNG files that the page shows. */
final class PngFile {
  private static final long MAX_BYTES = 32L << 20;
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private PngFile() {}

  /**
   * Returns a picture byte for byte.
   *
   * @param remedy what to do if it cannot be shown
   * @throws ReportException if it is missing, too large or no PNG file
   */
  static byte[] read(Path file, String remedy) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ReportException(file, "is missing." + remedy);
    }
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new ReportException(
          file, "has " + size + " bytes, more than the " + MAX_BYTES + " shown." + remedy);
    }
    byte[] bytes = Files.readAllBytes(file);
    int length = SIGNATURE.length;
    if (bytes.length < length || !Arrays.equals(bytes, 0, length, SIGNATURE, 0, length)) {
      throw new ReportException(file, "is not a PNG file." + remedy);
    }
    return bytes;
  }
}
