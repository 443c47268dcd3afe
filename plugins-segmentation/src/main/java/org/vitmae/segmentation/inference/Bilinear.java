package org.vitmae.segmentation.inference;

/**
 * Linear interpolation along one side with half-pixel centers, without antialiasing.
 *
 * @param lower for each output, the first of the two inputs it lies between
 * @param upper the second one, the same at the border
 * @param weight share of the second one
 */
@SuppressWarnings("ArrayRecordComponent")
record Bilinear(int[] lower, int[] upper, float[] weight) {
  /** Computes outputs {@code first} to {@code end - 1} of {@code outputs}. */
  static Bilinear of(int inputs, int outputs, int first, int end) {
    int[] lower = new int[end - first];
    int[] upper = new int[end - first];
    float[] weight = new float[end - first];
    for (int i = 0; i < lower.length; i++) {
      double center = (first + i + 0.5) * inputs / outputs - 0.5;
      double at = Math.max(0, Math.min(inputs - 1, center));
      lower[i] = (int) at;
      upper[i] = Math.min(lower[i] + 1, inputs - 1);
      weight[i] = (float) (at - lower[i]);
    }
    return new Bilinear(lower, upper, weight);
  }

  /** Returns the first input that any output takes. */
  int first() {
    return lower[0];
  }

  /** Returns the input after the last that any output takes. */
  int end() {
    return upper[upper.length - 1] + 1;
  }
}
