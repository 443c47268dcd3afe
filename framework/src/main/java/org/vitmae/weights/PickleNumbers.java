package org.vitmae.weights;

/** Whole numbers of a pickle, which come in several Java types. */
final class PickleNumbers {
  private PickleNumbers() {}

  /** Returns the number, if it is whole and fits. */
  static long whole(Object number) {
    if (number instanceof Integer || number instanceof Long) {
      return ((Number) number).longValue();
    }
    throw new IllegalArgumentException(number + " where a whole number of 64 bits belongs");
  }
}
