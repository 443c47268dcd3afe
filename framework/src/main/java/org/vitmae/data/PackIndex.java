package org.vitmae.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vitmae.files.AtomicFile;

/**
 * The content of {@code pack.json}: what was packed, how, and into which shards.
 *
 * @param version of the format, of this file and of the shards
 * @param complete false until all shards are there
 * @param origin the data set, its format and split, in words
 * @param notes on the data set that was packed
 * @param leftOut its damaged images, which are not there
 * @param shards in their order; empty until complete
 */
public record PackIndex(
    int version,
    boolean complete,
    String origin,
    PackSettings settings,
    List<String> notes,
    List<LeftOut> leftOut,
    List<Shard> shards) {
  /** The name of the file, by which a packed folder is told from others. */
  public static final String FILE = "pack.json";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  /**
   * A damaged image.
   *
   * @param position in the data set that was packed
   * @param name what that calls it
   */
  public record LeftOut(int position, String name) {}

  /**
   * A file of images.
   *
   * @param images their number
   * @param bytes its size
   * @param sum CRC32C of everything in it but the pixels, the sums of the images included
   */
  public record Shard(int images, long bytes, int sum) {}

  public PackIndex {
    notes = List.copyOf(notes);
    leftOut = List.copyOf(leftOut);
    shards = List.copyOf(shards);
  }

  /** Describes data that is about to be packed. */
  static PackIndex begun(String origin, PackSettings settings, List<String> notes) {
    return new PackIndex(PackedShard.VERSION, false, origin, settings, notes, List.of(), List.of());
  }

  PackIndex completed(List<LeftOut> leftOut, List<Shard> shards) {
    return new PackIndex(version, true, origin, settings, notes, leftOut, shards);
  }

  /** Returns the number of packed images. */
  public int images() {
    return shards.stream().mapToInt(Shard::images).sum();
  }

  /** Returns the size of all shards. */
  public long bytes() {
    return shards.stream().mapToLong(Shard::bytes).sum();
  }

  /**
   * Reads the index of a folder.
   *
   * @return empty if the folder has none
   * @throws DataException if it is damaged or of another version
   */
  static Optional<PackIndex> find(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(file.toFile());
      if (json.path("version").isInt()) {
        PackedShard.requireVersion(file, json.path("version").intValue());
      }
      return Optional.of(JSON.treeToValue(json, PackIndex.class));
    } catch (JsonProcessingException e) {
      throw new DataException(
          "%s is damaged: %s. Restore it from a copy, or pack the data again into a new folder."
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw FileTree.unreadable(file.toString(), e);
    }
  }

  void write(Path folder) throws IOException {
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    AtomicFile.write(folder.resolve(FILE), text + "\n");
  }
}
