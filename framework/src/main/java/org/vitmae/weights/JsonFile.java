package org.vitmae.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vitmae.checkpoint.CheckpointException;

/** Reads the JSON files that accompany weights. */
final class JsonFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MAX_BYTES = 64_000_000;

  private JsonFile() {}

  static JsonNode read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new CheckpointException(
            "%s has %d bytes, expected at most %d.".formatted(file, Files.size(file), MAX_BYTES));
      }
      return JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new CheckpointException(
          "%s is not valid JSON (%s); replace it by a whole file."
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be read (%s); check the path and its permissions.".formatted(file, e), e);
    }
  }
}
