package org.vitmae.masking;

/** Turns the share of removed patches into a number of kept ones. */
final class MaskRatio {
  private MaskRatio() {}

  /** Rejects ratios outside [0, 1). */
  static double check(double ratio) {
    if (!(ratio >= 0 && ratio < 1)) {
      throw new IllegalArgumentException("the mask ratio must be in [0, 1), got " + ratio);
    }
    return ratio;
  }

  /**
   * Returns the integer part of {@code numPatches * (1 - ratio)}. Rounding in 64 bits is part of
   * the reference: 100 patches at ratio 0.9 keep 9.
   */
  static int lenKeep(int numPatches, double ratio) {
    return (int) (numPatches * (1 - ratio));
  }
}
