package org.vitmae.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The keys of one JSON object; a missing or ill-typed one is an error that names file and key. */
final class JsonFields {
  // A manifest lists skipped records, so it may grow, but not without bounds.
  private static final long MAX_BYTES = 64L << 20;

  private final Path file;
  private final JsonNode root;

  private JsonFields(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  static JsonFields read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new ReportException(
          file, "has " + size + " bytes, more than the " + MAX_BYTES + " that are read.");
    }
    try {
      JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(file));
      if (root.isObject()) {
        return new JsonFields(file, root);
      }
      throw new ReportException(
          file,
          "expected a JSON object, found " + root.getNodeType() + "." + ReportException.RUN_AGAIN);
    } catch (JsonProcessingException e) {
      throw new ReportException(
          file,
          "is not valid JSON (" + e.getOriginalMessage() + ")." + ReportException.RUN_AGAIN,
          e);
    }
  }

  String text(String key) {
    return require(key, JsonNode::isTextual, "text").textValue();
  }

  /** Returns a text, or nothing where the key is absent, null or blank. */
  Optional<String> optionalText(String key) {
    JsonNode node = root.path(key);
    return node.isNull() || node.isMissingNode()
        ? Optional.empty()
        : Optional.of(text(key)).filter(value -> !value.isBlank());
  }

  /** Returns a number or text as text. */
  String scalar(String key) {
    return require(key, node -> node.isNumber() || node.isTextual(), "a number or text").asText();
  }

  /** Returns a finite number that is not negative. */
  double amount(String key) {
    return require(
            key,
            node ->
                node.isNumber() && node.doubleValue() >= 0 && Double.isFinite(node.doubleValue()),
            "a number of at least 0")
        .doubleValue();
  }

  long whole(String key) {
    return require(key, JsonNode::canConvertToExactIntegral, "a whole number").longValue();
  }

  /** Returns a whole number, or nothing where the key is absent or null. */
  Optional<Long> optionalWhole(String key) {
    return root.hasNonNull(key) ? Optional.of(whole(key)) : Optional.empty();
  }

  /** Returns a finite number that is not negative, 0 where the key is absent or null. */
  double optionalAmount(String key) {
    return root.hasNonNull(key) ? amount(key) : 0;
  }

  boolean flag(String key) {
    return require(key, JsonNode::isBoolean, "true or false").booleanValue();
  }

  Instant instant(String key) {
    String value = text(key);
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw wrong(key, "an ISO 8601 time in UTC", root.get(key));
    }
  }

  /** Returns an object's entries sorted by key; none where the key is absent. */
  Map<String, String> entries(String key) {
    Map<String, String> entries = new TreeMap<>();
    if (root.hasNonNull(key)) {
      require(key, JsonNode::isObject, "an object")
          .properties()
          .forEach(entry -> entries.put(entry.getKey(), plain(entry.getValue())));
    }
    return entries;
  }

  /** Returns a list's entries; none where the key is absent. */
  List<String> list(String key) {
    List<String> values = new ArrayList<>();
    if (root.hasNonNull(key)) {
      require(key, JsonNode::isArray, "a list").forEach(node -> values.add(plain(node)));
    }
    return values;
  }

  /** Returns the error of a key whose value is none of the allowed ones. */
  ReportException wrong(String key, String expected) {
    return wrong(key, expected, root.path(key));
  }

  private JsonNode require(String key, Predicate<JsonNode> accepted, String expected) {
    JsonNode node = root.path(key);
    if (!accepted.test(node)) {
      throw wrong(key, expected, node);
    }
    return node;
  }

  private ReportException wrong(String key, String expected, JsonNode node) {
    String found = node.isMissingNode() ? "nothing" : node.toString();
    return new ReportException(
        file,
        "key '"
            + key
            + "' must be "
            + expected
            + ", found "
            + found
            + "."
            + ReportException.RUN_AGAIN);
  }

  private static String plain(JsonNode node) {
    return node.isTextual() ? node.textValue() : node.toString();
  }
}
