package org.vitmae.config;

import java.util.Locale;

/** Range checks of configuration records; the reader turns them into problems with full keys. */
final class Range {
  private Range() {}

  static void atLeast(String key, double value, double least) {
    if (!(value >= least)) {
      throw new OutOfRange(key, value, "at least " + number(least));
    }
  }

  static void within(String key, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new OutOfRange(key, value, "from " + number(least) + " to " + number(most));
    }
  }

  static void check(boolean holds, String key, Object value, String allowed) {
    if (!holds) {
      throw new OutOfRange(key, value, allowed);
    }
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%s", value);
  }

  /** A value outside its range, before the reader knows where the record stands in the file. */
  static final class OutOfRange extends IllegalArgumentException {
    private final String key;
    private final Object value;
    private final String allowed;

    OutOfRange(String key, Object value, String allowed) {
      super("%s must be %s, got %s".formatted(key, allowed, value));
      this.key = key;
      this.value = value;
      this.allowed = allowed;
    }

    String key() {
      return key;
    }

    Object value() {
      return value;
    }

    String allowed() {
      return allowed;
    }
  }
}
