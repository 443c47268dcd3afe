package org.vitmae.experiments;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people like to read them. */
final class Figures {
  private static final MathContext THREE_DIGITS = new MathContext(3);

  private Figures() {}

  /** Returns three significant digits without an exponent. */
  static String of(double value) {
    return BigDecimal.valueOf(value).round(THREE_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** Returns a duration in the unit that suits it. */
  static String duration(double hours) {
    if (hours < 1 / 30.0) {
      return of(hours * 3600) + " seconds";
    }
    return hours < 2 ? of(hours * 60) + " minutes" : of(hours) + " hours";
  }
}
