package org.vitmae.reports;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean over seeds and how far it can be trusted.
 *
 * @param count number of seeds
 * @param spread empty for a single seed
 */
record Estimate(int count, double mean, Optional<Spread> spread) {
  /**
   * What several seeds tell beyond the mean.
   *
   * @param std sample standard deviation (divided by count - 1)
   * @param low lower end of the 95 % confidence interval of the mean, by Student's t distribution
   * @param high its upper end
   */
  record Spread(double std, double low, double high) {}

  /**
   * Estimates from at least one value.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Estimate of(double... values) {
    double mean =
        Arrays.stream(values)
            .average()
            .orElseThrow(() -> new IllegalArgumentException("an estimate needs a value, got none"));
    int count = values.length;
    if (count == 1) {
      return new Estimate(1, mean, Optional.empty());
    }
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double std = Math.sqrt(squares / (count - 1));
    double quantile = TDistribution.of(count - 1).inverseSurvivalProbability(0.025);
    double half = quantile * std / Math.sqrt(count);
    return new Estimate(count, mean, Optional.of(new Spread(std, mean - half, mean + half)));
  }
}
