package org.vitmae.masking;

import java.util.Arrays;

/** Sorting by index. */
final class Argsort {
  private Argsort() {}

  /**
   * Returns the indices, relative to {@code from}, that sort {@code length} values ascending; equal
   * values keep their order and NaN comes last.
   */
  static int[] stable(float[] values, int from, int length) {
    // Value in the upper half, index in the lower: one primitive sort gives both orders.
    long[] keys = new long[length];
    for (int i = 0; i < length; i++) {
      keys[i] = (long) sortable(values[from + i]) << 32 | i;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  /** Returns an integer that orders like the value; adding 0 makes -0 equal to 0. */
  private static int sortable(float value) {
    int bits = Float.floatToIntBits(value + 0f);
    return bits ^ ((bits >> 31) & 0x7fffffff);
  }
}
