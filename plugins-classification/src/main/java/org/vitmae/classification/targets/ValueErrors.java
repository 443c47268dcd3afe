package org.vitmae.classification.targets;

/** The errors of one target in its own unit. Not thread-safe. */
final class ValueErrors {
  private int examples;
  private double absolute;
  private double squares;
  private double mean; // of the truth
  private double deviations; // sum of the squared deviations of the truth from its mean

  void add(double truth, double predicted) {
    double error = predicted - truth;
    examples++;
    absolute += Math.abs(error);
    squares += error * error;
    double fromOldMean = truth - mean;
    mean += fromOldMean / examples;
    deviations += fromOldMean * (truth - mean);
  }

  /** Returns the mean absolute error. */
  double mae() {
    return absolute / examples;
  }

  /** Returns the root of the mean squared error. */
  double rmse() {
    return Math.sqrt(squares / examples);
  }

  /**
   * Returns the coefficient of determination, 1 minus the squared errors over those of the mean of
   * the truth; where the truth is the same everywhere, 1 without any error, else 0.
   */
  double r2() {
    if (deviations > 0) {
      return 1 - squares / deviations;
    }
    return squares == 0 ? 1 : 0;
  }
}
