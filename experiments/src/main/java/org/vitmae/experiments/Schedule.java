package org.vitmae.experiments;

import org.vitmae.config.RecipeConfig;

/**
 * How long a recipe runs.
 *
 * @param images training images per epoch
 * @param stepsPerEpoch optimizer updates per epoch; an incomplete last one is dropped
 */
record Schedule(RecipeConfig recipe, int images, int stepsPerEpoch) {
  static Schedule of(RecipeConfig recipe, int images) {
    return new Schedule(recipe, images, images / recipe.batchSize() / recipe.accumulation());
  }

  long steps() {
    return (long) stepsPerEpoch * recipe.epochs();
  }

  double imagesSeen() {
    return (double) steps() * recipe.effectiveBatchSize();
  }
}
