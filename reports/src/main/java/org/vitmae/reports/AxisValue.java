package org.vitmae.reports;

import java.util.OptionalDouble;

/**
 * Where an arm stands among those of its group.
 *
 * @param axis the key that was varied, for instance {@code labels-per-class}
 * @param value what it was set to
 */
record AxisValue(String axis, String value) {

  /** Returns the value as a finite number, if it is one. */
  OptionalDouble number() {
    try {
      double number = Double.parseDouble(value);
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
