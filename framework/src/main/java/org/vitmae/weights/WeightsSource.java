package org.vitmae.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.vitmae.checkpoint.CheckpointException;

/**
 * Which weights a model started from.
 *
 * @param weights the path as the definition gives it
 * @param weightsSha256 SHA-256 of the file that holds them; of several, of the lines that {@code
 *     sha256sum} prints of them, sorted by name
 */
public record WeightsSource(String weights, String weightsSha256) {
  private static final int CHUNK_BYTES = 1 << 20;

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
      return sha256(files.get(0));
    }
    StringBuilder lines = new StringBuilder();
    for (Path file : files.stream().sorted(Comparator.comparing(Path::getFileName)).toList()) {
      lines.append(sha256(file)).append("  ").append(file.getFileName()).append('\n');
    }
    return hex(digest().digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(chunk) >= 0) {
        digest.update(chunk.flip());
        chunk.clear();
      }
    }
    return hex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
