package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the pictures of a pretraining cell's {@code images} folder. */
final class ReconstructionReader {
  private static final long MAX_BYTES = 32L << 20;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private ReconstructionReader() {}

  /** Returns the triptychs 0, 1, ... up to the first number without an original. */
  static List<Reconstruction> read(Path images) throws IOException {
    List<Reconstruction> found = new ArrayList<>();
    while (Files.exists(file(images, found.size(), "original"))) {
      int k = found.size();
      found.add(
          new Reconstruction(
              png(file(images, k, "original")),
              png(file(images, k, "masked")),
              png(file(images, k, "reconstructed"))));
    }
    return found;
  }

  private static Path file(Path images, int k, String part) {
    return images.resolve("reconstruction-" + k + "-" + part + ".png");
  }

  private static byte[] png(Path file) throws IOException {
    String remedy = " Draw it again, or delete this reconstruction's three files.";
    if (!Files.isRegularFile(file)) {
      throw new ReportException(file, "is missing beside the original." + remedy);
    }
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new ReportException(
          file, "has " + size + " bytes, more than the " + MAX_BYTES + " shown." + remedy);
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length < PNG.length || !Arrays.equals(bytes, 0, PNG.length, PNG, 0, PNG.length)) {
      throw new ReportException(file, "is not a PNG file." + remedy);
    }
    return bytes;
  }
}
