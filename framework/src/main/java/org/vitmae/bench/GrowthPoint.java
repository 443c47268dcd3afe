package org.vitmae.bench;

/**
 * What a pretraining step takes at one size.
 *
 * @param size of what grows
 * @param millis duration of a step
 * @param gflop its operations, in 10^9, by arithmetic
 * @param memoryBytes the most memory held, less what was held before the model was made; at least 1
 *     MB
 * @param predictedBytes the memory by arithmetic
 */
public record GrowthPoint(
    int size, double millis, double gflop, long memoryBytes, long predictedBytes) {
  /** Returns the exponent at which time grows from here to another point: 1 is linear. */
  double timeExponent(GrowthPoint next) {
    return exponent(next, millis, next.millis);
  }

  /** Returns the exponent of the operations. */
  double operationsExponent(GrowthPoint next) {
    return exponent(next, gflop, next.gflop);
  }

  /** Returns the exponent of the memory. */
  double memoryExponent(GrowthPoint next) {
    return exponent(next, memoryBytes, next.memoryBytes);
  }

  private double exponent(GrowthPoint next, double from, double to) {
    return Math.log(to / from) / Math.log((double) next.size / size);
  }
}
