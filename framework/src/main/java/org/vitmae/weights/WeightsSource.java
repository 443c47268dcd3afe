package org.vitmae.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.files.Sha256;

/**
 * Which weights a model started from.
 *
 * @param weights the path as the definition gives it
 * @param weightsSha256 SHA-256 of the file that holds them; of several, of the lines that {@code
 *     sha256sum} prints of them, sorted by name
 */
public record WeightsSource(String weights, String weightsSha256) {
  /**
   * Reads the files once, piece by piece.
   *
   * @param given the path as the definition gives it
   * @param path where that is
   * @throws CheckpointException if they are no weights, or cannot be read
   */
  public static WeightsSource of(String given, Path path) {
    try (ModelWeights weights = WeightsReader.open(path)) {
      return new WeightsSource(given, sha256(weights.tensors().files()));
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be read (%s); check the disk and the file's permissions.".formatted(path, e),
          e);
    }
  }

  private static String sha256(List<Path> files) throws IOException {
    if (files.size() == 1) {
      return Sha256.of(files.get(0));
    }
    StringBuilder lines = new StringBuilder();
    for (Path file : files.stream().sorted(Comparator.comparing(Path::getFileName)).toList()) {
      lines.append(Sha256.of(file)).append("  ").append(file.getFileName()).append('\n');
    }
    return Sha256.of(lines.toString());
  }
}
