package org.vitmae.reports;

import java.util.Arrays;

/**
 * Mean and sample standard deviation.
 *
 * @param std divided by the count - 1; 0 for a single value
 */
record Deviation(double mean, double std) {
  static Deviation of(double... values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Deviation(mean, Math.sqrt(squares / Math.max(1, values.length - 1)));
  }

  double variance() {
    return std * std;
  }
}
