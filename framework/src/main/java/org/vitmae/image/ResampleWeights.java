package org.vitmae.image;

/**
 * For each output position along one axis: which inputs it takes, and with which weights.
 *
 * @param starts first input of each output
 * @param last the input after the last that any output takes
 * @param taps weights per output, a multiple of four; those that are not needed are 0, so that
 *     loops can take four at once
 * @param weights fixed-point weights with {@link #PRECISION_BITS} fractional bits
 * @param identity whether every output is the input at its place
 */
@SuppressWarnings("ArrayRecordComponent")
record ResampleWeights(int[] starts, int last, int taps, int[] weights, boolean identity) {
  private static final int PRECISION_BITS = 22;

  /** What a sum begins with, so that it is rounded. */
  static final int HALF = 1 << (PRECISION_BITS - 1);

  private static final double A = -0.5;
  private static final double SUPPORT = 2;

  /**
   * Computes the weights of {@code length} outputs from {@code begin} on, out of {@code outSize}.
   */
  static ResampleWeights of(int inSize, int outSize, int begin, int length) {
    double scale = (double) inSize / outSize;
    double widening = Math.max(scale, 1);
    double support = SUPPORT * widening;
    int[] starts = new int[length];
    int[] counts = new int[length];
    int most = 0;
    for (int i = 0; i < length; i++) {
      double center = (begin + i + 0.5) * scale;
      starts[i] = Math.max((int) (center - support + 0.5), 0);
      counts[i] = Math.min((int) (center + support + 0.5), inSize) - starts[i];
      most = Math.max(most, counts[i]);
    }
    int taps = (most + 3) / 4 * 4;
    int[] weights = new int[length * taps];
    double[] exact = new double[taps];
    for (int i = 0; i < length; i++) {
      double center = (begin + i + 0.5) * scale;
      double sum = 0;
      for (int k = 0; k < counts[i]; k++) {
        exact[k] = cubic((k + starts[i] - center + 0.5) * (1 / widening));
        sum += exact[k];
      }
      for (int k = 0; k < counts[i]; k++) {
        double weight = (sum == 0 ? exact[k] : exact[k] / sum) * (1 << PRECISION_BITS);
        weights[i * taps + k] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
      }
    }
    int last = starts[length - 1] + counts[length - 1];
    return new ResampleWeights(starts, last, taps, weights, inSize == outSize);
  }

  int size() {
    return starts.length;
  }

  int start(int output) {
    return starts[output];
  }

  /** Returns the first input that any output takes. */
  int first() {
    return starts[0];
  }

  /** Returns what a sum of weighted inputs comes to, 0 to 255. */
  static int value(int sum) {
    return Math.max(0, Math.min(255, sum >> PRECISION_BITS));
  }

  private static double cubic(double x) {
    double d = Math.abs(x);
    if (d < 1) {
      return ((A + 2) * d - (A + 3)) * d * d + 1;
    }
    return d < 2 ? (((d - 5) * d + 8) * d - 4) * A : 0;
  }
}
