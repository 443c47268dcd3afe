package org.vitmae.optim;

import org.vitmae.config.RecipeConfig;
import org.vitmae.config.RecipeConfig.Decay;

/**
 * A learning rate that rises linearly from 0 and then falls, as a function of the point in training
 * alone.
 *
 * @param decay how it falls
 * @param learningRate the rate at the end of the warm-up
 * @param minLearningRate the rate at the end of training; not of {@link Decay#STEPS}
 * @param warmupEpochs length of the rise
 * @param epochs length of training
 */
public record LearningRateSchedule(
    Decay decay, double learningRate, double minLearningRate, double warmupEpochs, double epochs) {
  // Updates of ViTDet on COCO (Li et al. 2022, appendix A.2; detectron2's configuration).
  private static final double TENTH_FROM = 163_889.0 / 184_375;
  private static final double HUNDREDTH_FROM = 177_546.0 / 184_375;

  /** Share of training by which rounding may move a point; far less than an update. */
  private static final double ROUNDING = 1e-12;

  public LearningRateSchedule {
    if (!(warmupEpochs >= 0 && warmupEpochs <= epochs)) {
      throw new IllegalArgumentException(
          "warmupEpochs must be from 0 to epochs = %s, got %s".formatted(epochs, warmupEpochs));
    }
  }

  /** Returns the schedule of a recipe. */
  public static LearningRateSchedule of(RecipeConfig recipe) {
    return new LearningRateSchedule(
        recipe.decay(),
        recipe.learningRate(),
        recipe.minLearningRate(),
        recipe.warmupEpochs(),
        recipe.epochs());
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
    double fall = learningRate - minLearningRate;
    return switch (decay) {
      // StrictMath: the same bits on every machine.
      case COSINE ->
          minLearningRate + fall * 0.5 * (1 + StrictMath.cos(Math.PI * sinceWarmup(epoch)));
      case LINEAR -> minLearningRate + fall * (1 - sinceWarmup(epoch));
      case STEPS -> learningRate * step(epoch / epochs + ROUNDING);
    };
  }

  /** Returns the share done of what follows the warm-up. */
  private double sinceWarmup(double epoch) {
    return epoch >= epochs ? 1 : (epoch - warmupEpochs) / (epochs - warmupEpochs);
  }

  /** Milestones are shares of all of training, the warm-up included. */
  private static double step(double done) {
    if (done < TENTH_FROM) {
      return 1;
    }
    return done < HUNDREDTH_FROM ? 0.1 : 0.01;
  }
}
