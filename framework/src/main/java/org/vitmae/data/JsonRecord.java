package org.vitmae.data;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One record of a JSON file, whose fields are checked as they are read.
 *
 * @param name file and record, for messages
 */
record JsonRecord(JsonNode node, String name) {
  /** Coordinates further out are damage; drawing an edge takes time in proportion to its length. */
  private static final double MAX_COORDINATE = 1e5;

  JsonRecord named(String record) {
    return new JsonRecord(node, "%s (%s)".formatted(name, record));
  }

  DataException wrong(String problem) {
    return new DataException("%s %s. Correct the file.".formatted(name, problem));
  }

  private JsonNode field(String key) {
    JsonNode field = node.path(key);
    if (field.isMissingNode() || field.isNull()) {
      throw wrong("has no %s".formatted(key));
    }
    return field;
  }

  long id(String key) {
    JsonNode field = field(key);
    if (!field.isIntegralNumber() || !field.canConvertToLong()) {
      throw wrong("has the %s %s; it must be a whole number".formatted(key, shorten(field)));
    }
    return field.longValue();
  }

  /** Returns a whole number from 1 on. */
  int count(String key) {
    long count = id(key);
    if (count < 1 || count > Integer.MAX_VALUE) {
      throw wrong("has the %s %d; it must be at least 1".formatted(key, count));
    }
    return (int) count;
  }

  String text(String key) {
    JsonNode field = field(key);
    if (!field.isTextual() || field.textValue().isBlank()) {
      throw wrong("has the %s %s; it must be text".formatted(key, shorten(field)));
    }
    return field.textValue();
  }

  double number(String key, double missing) {
    return node.hasNonNull(key) ? finite(node.get(key), key) : missing;
  }

  /** Returns coordinates. */
  double[] coordinates(String key) {
    return coordinates(field(key), key);
  }

  /** Returns coordinates, none of them far outside of any image. */
  double[] coordinates(JsonNode list, String key) {
    double[] numbers = numbers(list, key);
    for (double number : numbers) {
      if (Math.abs(number) > MAX_COORDINATE) {
        throw wrong("has the coordinate %s in its %s, outside of any image".formatted(number, key));
      }
    }
    return numbers;
  }

  /** Returns a list of numbers. */
  double[] numbers(JsonNode list, String key) {
    if (!list.isArray()) {
      throw wrong("has the %s %s; it must be a list of numbers".formatted(key, shorten(list)));
    }
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = finite(list.get(i), key);
    }
    return numbers;
  }

  private double finite(JsonNode value, String key) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong("has %s in its %s; it must be a finite number".formatted(shorten(value), key));
    }
    return value.doubleValue();
  }

  private static String shorten(JsonNode value) {
    String text = value.toString();
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
