package org.vitmae.train;

import org.vitmae.config.ConfigException;
import org.vitmae.config.RecipeConfig;
import org.vitmae.optim.LearningRateSchedule;

/**
 * The optimizer updates of a run, numbered from 1. As in the reference, gradients are accumulated
 * inside an epoch and the batches left over at its end take no part.
 */
record UpdateSteps(RecipeConfig recipe, LearningRateSchedule schedule, int batchesPerEpoch) {
  static UpdateSteps of(RecipeConfig recipe, int batchesPerEpoch) {
    if (recipe.accumulation() > batchesPerEpoch) {
      throw new ConfigException(
          "accumulation must be at most the %d batches of an epoch, got %d; lower it or batch-size"
              .formatted(batchesPerEpoch, recipe.accumulation()));
    }
    return new UpdateSteps(recipe, LearningRateSchedule.of(recipe), batchesPerEpoch);
  }

  int perEpoch() {
    return batchesPerEpoch / recipe.accumulation();
  }

  long total() {
    return (long) perEpoch() * recipe.epochs();
  }

  /** Returns how many batches of an epoch take part. */
  int usedBatches() {
    return perEpoch() * recipe.accumulation();
  }

  /** Returns the updates made once a batch is the next one of an epoch. */
  long before(int epoch, int batchInEpoch) {
    return (long) epoch * perEpoch() + batchInEpoch / recipe.accumulation();
  }

  double epochsDone(long step) {
    return (double) step / perEpoch();
  }

  /** Returns the rate of an update: the schedule where its first batch stands in the epoch. */
  double learningRate(long step) {
    long epoch = (step - 1) / perEpoch();
    long firstBatch = (step - 1) % perEpoch() * recipe.accumulation();
    return schedule.at(epoch + (double) firstBatch / batchesPerEpoch);
  }
}
