package org.vitmae.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vitmae.image.Image;
import org.vitmae.image.ImageDecoder;
import org.vitmae.image.LabelDecoder;
import org.vitmae.image.LabelImage;

/** A JPEG or PNG file as an image. */
public final class ImageFile {
  private ImageFile() {}

  /**
   * Reads and decodes a file that belongs to no data set.
   *
   * @return [H, W, 3]
   * @throws DataException if it is missing, or not a whole JPEG or PNG; the message names the file
   */
  public static Image read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          "%s %s. Name a JPEG or PNG file."
              .formatted(file, Files.exists(file) ? "is no file" : "does not exist"));
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileTree.unreadable(file.toString(), e);
    }
    try {
      return ImageDecoder.decode(bytes);
    } catch (IOException e) {
      throw new DataException(
          "%s %s. Name a whole JPEG or PNG file.".formatted(file, e.getMessage()), e);
    }
  }

  /** Returns a file's name without what follows its last dot. */
  public static String stem(String fileName) {
    return fileName.replaceFirst("(?<=.)\\.[^.]*$", "");
  }

  /** Decodes bytes; {@code source} names where they come from if they are damaged. */
  static Image decode(byte[] bytes, String source) {
    try {
      return ImageDecoder.decode(bytes);
    } catch (IOException e) {
      throw damaged(source, e);
    }
  }

  /** Decodes the bytes of a PNG to the values it holds. */
  static LabelImage labels(byte[] bytes, String source) {
    try {
      return LabelDecoder.decode(bytes);
    } catch (IOException e) {
      throw damaged(source, e);
    }
  }

  private static DataException damaged(String source, IOException cause) {
    return new DataException(
        "%s %s. Restore or remove it; data.on-corrupt: skip leaves damaged images out."
            .formatted(source, cause.getMessage()),
        cause);
  }
}
