package org.vitmae.config;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns single YAML values into the types of record components. */
public final class Scalars {
  private Scalars() {}

  /**
   * Returns the value as the type, empty if it is not one. A number may be given as text.
   *
   * @param type an enum, or a number, truth value or text
   */
  public static Optional<Object> convert(Class<?> type, Object value) {
    if (type == String.class) {
      return value instanceof String ? Optional.of(value) : Optional.empty();
    }
    if (type == boolean.class) {
      return value instanceof Boolean ? Optional.of(value) : Optional.empty();
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> Kebab.ofConstant((Enum<?>) constant).equals(value.toString()))
          .findFirst()
          .map(Object.class::cast);
    }
    return number(value).flatMap(number -> narrow(type, number));
  }

  /** Returns a single value as text, empty if it is an empty list or a date. */
  static Optional<String> text(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? Optional.of(value.toString())
        : Optional.empty();
  }

  private static Optional<BigDecimal> number(Object value) {
    // YAML 1.1 reads 1e-3 as text for want of a decimal point; people mean a number.
    if (!(value instanceof Number) && !(value instanceof String)) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(value.toString());
      // Keeps longValueExact from unfolding something like 1e999999999.
      return Math.abs((long) number.scale()) > 400 ? Optional.empty() : Optional.of(number);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> narrow(Class<?> type, BigDecimal number) {
    try {
      if (type == int.class || type == Integer.class) {
        return Optional.of(number.intValueExact());
      }
      if (type == long.class || type == Long.class) {
        return Optional.of(number.longValueExact());
      }
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
    double value = number.doubleValue();
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }

  /** Returns what a user must write for a type. */
  public static String expected(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> Kebab.ofConstant((Enum<?>) constant))
              .collect(Collectors.joining(", "));
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "text; put it in quotes if it looks like a number";
    }
    if (type == int.class || type == Integer.class) {
      return "a whole number up to " + Integer.MAX_VALUE;
    }
    return type == long.class || type == Long.class ? "a whole number" : "a number";
  }

  /** Returns some value of a type, to go on checking with after a problem was noted. */
  static Object placeholder(Class<?> type) {
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type == boolean.class) {
      return false;
    }
    return type == String.class ? "" : narrow(type, BigDecimal.ONE).orElseThrow();
  }
}
