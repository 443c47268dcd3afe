package org.vitmae.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text in UTF-8. */
public final class TextFile {
  private TextFile() {}

  /**
   * Reads a file as a whole.
   *
   * @throws IOException if it cannot be read, or is not UTF-8; names the file then, too
   */
  public static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IOException(
          "%s is not UTF-8 text, so it is damaged or another file; put a whole copy in its place"
              .formatted(file),
          e);
    }
  }
}
