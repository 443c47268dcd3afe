package org.vitmae.image;

/**
 * For each output position along one axis: which inputs it takes, and with which weights.
 *
 * @param starts first input of each output
 * @param counts number of inputs of each output
 * @param taps room per output in {@code weights}
 * @param weights fixed-point weights with {@link #PRECISION_BITS} fractional bits
 * @param identity whether every output is the input at its place
 */
@SuppressWarnings("ArrayRecordComponent")
record ResampleWeights(int[] starts, int[] counts, int taps, int[] weights, boolean identity) {
  static final int PRECISION_BITS = 22;

  private static final double A = -0.5;
  private static final double SUPPORT = 2;

  /**
   * Computes the weights of {@code length} outputs from {@code begin} on, out of {@code outSize}.
   */
  static ResampleWeights of(int inSize, int outSize, int begin, int length) {
    double scale = (double) inSize / outSize;
    double widening = Math.max(scale, 1);
    double support = SUPPORT * widening;
    int taps = (int) Math.ceil(support) * 2 + 1;
    int[] starts = new int[length];
    int[] counts = new int[length];
    int[] weights = new int[length * taps];
    double[] exact = new double[taps];
    for (int i = 0; i < length; i++) {
      double center = (begin + i + 0.5) * scale;
      int start = Math.max((int) (center - support + 0.5), 0);
      int count = Math.min((int) (center + support + 0.5), inSize) - start;
      double sum = 0;
      for (int k = 0; k < count; k++) {
        exact[k] = cubic((k + start - center + 0.5) * (1 / widening));
        sum += exact[k];
      }
      for (int k = 0; k < count; k++) {
        double weight = (sum == 0 ? exact[k] : exact[k] / sum) * (1 << PRECISION_BITS);
        weights[i * taps + k] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
      }
      starts[i] = start;
      counts[i] = count;
    }
    return new ResampleWeights(starts, counts, taps, weights, inSize == outSize);
  }

  int size() {
    return starts.length;
  }

  int start(int output) {
    return starts[output];
  }

  int count(int output) {
    return counts[output];
  }

  /** Returns where the weights of an output begin. */
  int offset(int output) {
    return output * taps;
  }

  /** Returns the first input that any output takes. */
  int first() {
    return starts[0];
  }

  /** Returns the input after the last that any output takes. */
  int last() {
    return starts[size() - 1] + counts[size() - 1];
  }

  private static double cubic(double x) {
    double d = Math.abs(x);
    if (d < 1) {
      return ((A + 2) * d - (A + 3)) * d * d + 1;
    }
    return d < 2 ? (((d - 5) * d + 8) * d - 4) * A : 0;
  }
}
