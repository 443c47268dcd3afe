package org.vitmae.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.vitmae.files.AtomicFile;
import org.vitmae.files.TextFile;
import org.vitmae.weights.WeightsSource;

/**
 * The content of {@code manifest.json}: what was run, with what, and what it cost.
 *
 * @param arm present for arms and trials, empty for pretraining
 * @param weights present for models that started from given weights
 * @param startedAt ISO 8601, UTC
 * @param finishedAt likewise; empty while running
 * @param notes sentences the report shows
 */
public record Manifest(
    Status status,
    CellSubject subject,
    Optional<ArmCell> arm,
    Optional<WeightsSource> weights,
    Environment environment,
    DataSummary data,
    Usage usage,
    String startedAt,
    String finishedAt,
    List<String> notes) {
  /** The version of the layout that this code writes and reads. */
  public static final int FORMAT_VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** How far a cell has come. */
  public enum Status {
    /** Being worked on, or killed while it was. */
    RUNNING,
    /** Trained and tested; reports use only these. */
    DONE,
    /** Stopped by the user; can be resumed. */
    STOPPED,
    /** Ended by an error. */
    FAILED,
    /** A pretraining or trial whose loss or weights became infinite or not a number. */
    DIVERGED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Manifest {
    notes = List.copyOf(notes);
  }

  /** Returns a copy of how the cell ended. */
  public Manifest ended(
      Status status, Usage usage, DataSummary data, String finishedAt, List<String> notes) {
    return new Manifest(
        status, subject, arm, weights, environment, data, usage, startedAt, finishedAt, notes);
  }

  /**
   * Returns a copy for a run that takes the cell over from another one.
   *
   * @param subject what the cell is there
   * @param note where it comes from
   */
  public Manifest takenOver(CellSubject subject, String note) {
    List<String> all = new ArrayList<>(notes);
    all.add(note);
    return new Manifest(
        status, subject, arm, weights, environment, data, usage, startedAt, finishedAt, all);
  }

  /** Returns where and how training diverged, empty if it did not. */
  public Optional<String> divergence() {
    return status == Status.DIVERGED ? Optional.of(String.join(" ", notes)) : Optional.empty();
  }

  /** Writes the file so that a reader sees the old content or the new, never a part. */
  public void write(Path file) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("formatVersion", FORMAT_VERSION).put("status", status.text());
    json.setAll(tree(subject));
    arm.ifPresent(a -> a.parts().forEach(part -> json.setAll(tree(part))));
    weights.ifPresent(source -> json.setAll(tree(source)));
    json.setAll(tree(environment));
    json.setAll(tree(data));
    json.setAll(tree(usage));
    json.put("startedAt", startedAt).put("finishedAt", finishedAt);
    json.set("notes", JSON.valueToTree(notes));
    AtomicFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
  }

  private static ObjectNode tree(Record part) {
    return JSON.valueToTree(part);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the file cannot be read, is no manifest or of another version
   */
  public static Manifest read(Path file) throws IOException {
    try {
      JsonNode json = JSON.readTree(TextFile.read(file));
      int version = json.path("formatVersion").asInt();
      if (version != FORMAT_VERSION) {
        throw new IOException(
            "%s: format version %d, this program reads %d"
                .formatted(file, version, FORMAT_VERSION));
      }
      return parse(json);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException("%s: not a manifest: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Manifest parse(JsonNode json) throws JsonProcessingException {
    CellSubject subject = JSON.treeToValue(json, CellSubject.class);
    return new Manifest(
        Status.valueOf(json.path("status").asText().toUpperCase(Locale.ROOT)),
        subject,
        subject.kind() == CellKind.PRETRAIN
            ? Optional.empty()
            : Optional.of(ArmCell.parse(json, JSON)),
        json.has("weights")
            ? Optional.of(JSON.treeToValue(json, WeightsSource.class))
            : Optional.empty(),
        JSON.treeToValue(json, Environment.class),
        JSON.treeToValue(json, DataSummary.class),
        JSON.treeToValue(json, Usage.class),
        json.path("startedAt").asText(),
        json.path("finishedAt").asText(),
        StreamSupport.stream(json.path("notes").spliterator(), false)
            .map(JsonNode::asText)
            .toList());
  }
}
