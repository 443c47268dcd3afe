package org.vitmae.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scales values to mean 0 and deviation 1 over the training examples, each target alone.
 *
 * @param means one per target
 * @param deviations one per target, divided by the number of examples; 1 for a target that is the
 *     same everywhere
 */
public record Standardization(List<Double> means, List<Double> deviations) {
  private static final Standardization NONE = new Standardization(List.of(), List.of());

  public Standardization {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.size() != deviations.size()) {
      throw new IllegalArgumentException(
          "every target needs a mean and a deviation, got %d and %d"
              .formatted(means.size(), deviations.size()));
    }
  }

  /** Returns what there is for data without values. */
  public static Standardization none() {
    return NONE;
  }

  /**
   * Measures the targets of some examples, in their order, so that the same ones always give the
   * same bits.
   */
  public static Standardization of(Dataset training) {
    int n = training.size();
    int width = training.classNames().size();
    double[][] targets = new double[n][];
    for (int i = 0; i < n; i++) {
      targets[i] = training.annotation(i).targets().stream().mapToDouble(v -> v).toArray();
    }
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int t = 0; t < width; t++) {
      double sum = 0;
      for (double[] row : targets) {
        sum += row[t];
      }
      double mean = sum / n;
      double squares = 0;
      for (double[] row : targets) {
        squares += (row[t] - mean) * (row[t] - mean);
      }
      double deviation = Math.sqrt(squares / n);
      int target = t;
      // Rounding gives equal values a deviation of their last bit.
      boolean same = Arrays.stream(targets).allMatch(row -> row[target] == targets[0][target]);
      means.add(mean);
      deviations.add(same || deviation == 0 ? 1 : deviation);
    }
    return new Standardization(means, deviations);
  }

  /** Returns a value of a target as the model sees it. */
  public double scaled(int target, double value) {
    return (value - means.get(target)) / deviations.get(target);
  }

  /** Returns what the model says about a target in the target's own unit. */
  public double restored(int target, double output) {
    return output * deviations.get(target) + means.get(target);
  }
}
