package org.vitmae.optim;

import org.vitmae.config.RecipeConfig;

/**
 * A learning rate that rises linearly from 0 and then falls along half a cosine (He et al. 2021,
 * appendix A).
 *
 * @param learningRate the rate at the end of the warm-up
 * @param minLearningRate the rate at the end of training
 * @param warmupEpochs length of the rise
 * @param epochs length of training
 */
public record CosineSchedule(
    double learningRate, double minLearningRate, double warmupEpochs, double epochs) {
  public CosineSchedule {
    if (!(warmupEpochs >= 0 && warmupEpochs <= epochs)) {
      throw new IllegalArgumentException(
          "warmupEpochs must be from 0 to epochs = %s, got %s".formatted(epochs, warmupEpochs));
    }
  }

  /** Returns the schedule of a recipe. */
  public static CosineSchedule of(RecipeConfig recipe) {
    return new CosineSchedule(
        recipe.learningRate(), recipe.minLearningRate(), recipe.warmupEpochs(), recipe.epochs());
  }

  /**
   * Returns the rate at a point in training.
   *
   * @param epoch epochs done, fractional within one; from {@code epochs} on the rate stays the
   *     least
   */
  public double at(double epoch) {
    if (epoch < warmupEpochs) {
      return learningRate * epoch / warmupEpochs;
    }
    if (epoch >= epochs) {
      return minLearningRate;
    }
    double done = (epoch - warmupEpochs) / (epochs - warmupEpochs);
    // StrictMath: the same bits on every machine.
    return minLearningRate
        + (learningRate - minLearningRate) * 0.5 * (1 + StrictMath.cos(Math.PI * done));
  }
}
