package org.vitmae.detection.coco;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.vitmae.data.DataException;
import org.vitmae.data.RunLengthText;
import org.vitmae.data.RunLengths;
import org.vitmae.detection.evaluation.BoxRegion;

/**
 * COCO's result files: a JSON list of detections, each with {@code image_id}, {@code category_id},
 * {@code bbox}, {@code score} and, if there is a mask, {@code segmentation} as compressed run
 * lengths.
 */
public final class CocoResults {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CocoResults() {}

  /** Writes a file, one detection per line; numbers read back as they were. */
  public static void write(Path file, List<CocoResult> results) throws IOException {
    write(file, results, result -> Map.of());
  }

  /**
   * Writes a file likewise.
   *
   * @param beside texts by key that stand beside a result's own; written sorted
   */
  public static void write(
      Path file, List<CocoResult> results, Function<CocoResult, Map<String, String>> beside)
      throws IOException {
    try (JsonGenerator json = JSON.createGenerator(Files.newBufferedWriter(file))) {
      json.writeStartArray();
      for (CocoResult result : results) {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeNumberField("image_id", result.imageId());
        json.writeNumberField("category_id", result.categoryId());
        BoxRegion box = result.box();
        json.writeFieldName("bbox");
        json.writeArray(new double[] {box.x(), box.y(), box.width(), box.height()}, 0, 4);
        json.writeNumberField("score", result.score());
        if (result.mask().isPresent()) {
          write(json, result.mask().get());
        }
        for (Map.Entry<String, String> text : new TreeMap<>(beside.apply(result)).entrySet()) {
          json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private static void write(JsonGenerator json, RunLengths mask) throws IOException {
    json.writeObjectFieldStart("segmentation");
    json.writeFieldName("size");
    json.writeArray(new int[] {mask.height(), mask.width()}, 0, 2);
    json.writeStringField("counts", RunLengthText.format(mask));
    json.writeEndObject();
  }

  /**
   * Reads a file.
   *
   * @throws DataException if it is missing or no such list; the message names file and record
   */
  public static List<CocoResult> read(Path file) {
    JsonNode list;
    try {
      list = JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new DataException(
          "%s cannot be read as JSON: %s. Restore it or correct the path."
              .formatted(file, e.getMessage()),
          e);
    }
    if (!list.isArray()) {
      throw new DataException(file + " must be a list of detections.");
    }
    List<CocoResult> results = new ArrayList<>();
    for (JsonNode node : list) {
      try {
        results.add(result(node));
      } catch (IllegalArgumentException e) {
        throw new DataException(
            "%s, detection %d: %s. Correct the file."
                .formatted(file, results.size(), e.getMessage()),
            e);
      }
    }
    return results;
  }

  private static CocoResult result(JsonNode node) {
    JsonNode box = node.path("bbox");
    JsonNode segmentation = node.path("segmentation");
    Optional<RunLengths> mask =
        segmentation.isObject() ? Optional.of(mask(segmentation)) : Optional.empty();
    if (box.size() != 4 && mask.isEmpty()) {
      throw new IllegalArgumentException("it needs a bbox of four numbers or run lengths");
    }
    return new CocoResult(
        (long) number(node, "image_id"),
        (long) number(node, "category_id"),
        number(node, "score"),
        box.size() == 4 ? box(box) : bounds(mask.orElseThrow()),
        mask);
  }

  private static BoxRegion box(JsonNode box) {
    double[] numbers = new double[4];
    for (int i = 0; i < 4; i++) {
      numbers[i] = finite(box.get(i), "bbox");
    }
    return new BoxRegion(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  private static BoxRegion bounds(RunLengths mask) {
    double[] box = mask.bounds();
    return new BoxRegion(box[0], box[1], box[2], box[3]);
  }

  private static RunLengths mask(JsonNode segmentation) {
    JsonNode size = segmentation.path("size");
    if (size.size() != 2 || !segmentation.path("counts").isTextual()) {
      throw new IllegalArgumentException("its segmentation needs size and compressed counts");
    }
    return RunLengthText.parse(
        segmentation.get("counts").textValue(), size.get(0).intValue(), size.get(1).intValue());
  }

  private static double number(JsonNode node, String key) {
    return finite(node.path(key), key);
  }

  private static double finite(JsonNode value, String key) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw new IllegalArgumentException(
          "its %s is %s and must be a finite number".formatted(key, value));
    }
    return value.doubleValue();
  }
}
