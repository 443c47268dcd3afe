package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the pictures of a pretraining cell's {@code images} folder. */
final class ReconstructionReader {
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
    return PngFile.read(file, " Draw it again, or delete this reconstruction's three files.");
  }
}
