package org.vitmae.masking;

/** Turns flags into a permutation. */
final class Partition {
  private Partition() {}

  /** Returns all indices, first those not removed, then the removed ones, each ascending. */
  static int[] keptFirst(boolean[] removed) {
    int[] ids = new int[removed.length];
    int next = 0;
    for (boolean turn : new boolean[] {false, true}) {
      for (int i = 0; i < removed.length; i++) {
        if (removed[i] == turn) {
          ids[next++] = i;
        }
      }
    }
    return ids;
  }
}
