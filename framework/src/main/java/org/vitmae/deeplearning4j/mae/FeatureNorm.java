package org.vitmae.deeplearning4j.mae;

import java.util.Arrays;

/**
 * Batch normalization without scale and shift, in front of a probe's head (He et al. 2021, appendix
 * A, "Linear probing"). Nothing in front of it learns, so it needs no gradient and no graph.
 *
 * @param weights hold the running mean and variance, {@code head.0.running_mean} and {@code
 *     head.0.running_var}, both [D]
 */
record FeatureNorm(Parameters weights) {
  private static final String MEAN = "head.0.running_mean";
  private static final String VARIANCE = "head.0.running_var";
  private static final double EPS = 1e-6;
  private static final double MOMENTUM = 0.1;

  /** Asks for a running mean of 0 and a running variance of 1. */
  static void create(InitialParameters parameters, int width) {
    float[] ones = new float[width];
    Arrays.fill(ones, 1);
    parameters.frozen(MEAN, new float[width], width);
    parameters.frozen(VARIANCE, ones, width);
  }

  /** Normalizes rows [N, D] by the running statistics. */
  float[] evaluate(float[] rows) {
    return normalized(rows, doubles(weights.values(MEAN)), doubles(weights.values(VARIANCE)));
  }

  /**
   * Normalizes rows [N, D] by their own mean and biased variance; the running statistics move
   * towards their mean and unbiased variance.
   */
  float[] train(float[] rows) {
    float[] runningMean = weights.values(MEAN);
    float[] runningVariance = weights.values(VARIANCE);
    int width = runningMean.length;
    int count = rows.length / width;
    double[] mean = new double[width];
    for (int i = 0; i < rows.length; i++) {
      mean[i % width] += (double) rows[i] / count;
    }
    double[] variance = new double[width];
    for (int i = 0; i < rows.length; i++) {
      variance[i % width] += Math.pow(rows[i] - mean[i % width], 2) / count;
    }
    double unbiased = (double) count / Math.max(1, count - 1);
    for (int d = 0; d < width; d++) {
      runningMean[d] += (float) (MOMENTUM * (mean[d] - runningMean[d]));
      runningVariance[d] += (float) (MOMENTUM * (unbiased * variance[d] - runningVariance[d]));
    }
    weights.set(MEAN, runningMean);
    weights.set(VARIANCE, runningVariance);
    return normalized(rows, mean, variance);
  }

  private static float[] normalized(float[] rows, double[] mean, double[] variance) {
    double[] scale = Arrays.stream(variance).map(v -> 1 / Math.sqrt(v + EPS)).toArray();
    float[] normalized = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int d = i % scale.length;
      normalized[i] = (float) ((rows[i] - mean[d]) * scale[d]);
    }
    return normalized;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
