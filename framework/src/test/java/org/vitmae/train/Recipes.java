package org.vitmae.train;

import org.vitmae.config.AugmentConfig;
import org.vitmae.config.MixConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.config.RecipeConfig.Decay;

/** Recipes for tests: two images per batch, otherwise plain values that tests override. */
record Recipes(
    int epochs,
    int accumulation,
    double learningRate,
    Decay decay,
    double warmupEpochs,
    int validateEveryEpochs,
    int patience,
    int checkpointEveryEpochs,
    int keepLast,
    int logEverySteps) {
  private static final int BATCH_SIZE = 2;

  static Recipes plain() {
    return new Recipes(4, 1, 0.1, Decay.COSINE, 1, 1, 0, 1, 2, 3);
  }

  Recipes epochs(int value) {
    return new Recipes(
        value,
        accumulation,
        learningRate,
        decay,
        Math.min(warmupEpochs, value),
        validateEveryEpochs,
        patience,
        checkpointEveryEpochs,
        keepLast,
        logEverySteps);
  }

  Recipes accumulation(int value) {
    return new Recipes(
        epochs,
        value,
        learningRate,
        decay,
        warmupEpochs,
        validateEveryEpochs,
        patience,
        checkpointEveryEpochs,
        keepLast,
        logEverySteps);
  }

  Recipes learningRate(double value, double warmup) {
    return new Recipes(
        epochs,
        accumulation,
        value,
        decay,
        warmup,
        validateEveryEpochs,
        patience,
        checkpointEveryEpochs,
        keepLast,
        logEverySteps);
  }

  Recipes decay(Decay value) {
    return new Recipes(
        epochs,
        accumulation,
        learningRate,
        value,
        warmupEpochs,
        validateEveryEpochs,
        patience,
        checkpointEveryEpochs,
        keepLast,
        logEverySteps);
  }

  Recipes validateEveryEpochs(int value) {
    return new Recipes(
        epochs,
        accumulation,
        learningRate,
        decay,
        warmupEpochs,
        value,
        patience,
        checkpointEveryEpochs,
        keepLast,
        logEverySteps);
  }

  Recipes patience(int value) {
    return new Recipes(
        epochs,
        accumulation,
        learningRate,
        decay,
        warmupEpochs,
        validateEveryEpochs,
        value,
        checkpointEveryEpochs,
        keepLast,
        logEverySteps);
  }

  Recipes checkpoints(int every, int keep) {
    return new Recipes(
        epochs,
        accumulation,
        learningRate,
        decay,
        warmupEpochs,
        validateEveryEpochs,
        patience,
        every,
        keep,
        logEverySteps);
  }

  Recipes logEverySteps(int value) {
    return new Recipes(
        epochs,
        accumulation,
        learningRate,
        decay,
        warmupEpochs,
        validateEveryEpochs,
        patience,
        checkpointEveryEpochs,
        keepLast,
        value);
  }

  RecipeConfig build() {
    return new RecipeConfig(
        RecipeConfig.OptimizerKind.ADAMW,
        epochs,
        BATCH_SIZE,
        accumulation,
        learningRate * 256 / (BATCH_SIZE * accumulation),
        0,
        decay,
        warmupEpochs,
        0,
        0.9,
        0.95,
        0,
        1,
        0,
        0,
        0,
        AugmentConfig.cropAndFlip(1, 1, 1, 1, 0),
        validateEveryEpochs,
        patience,
        checkpointEveryEpochs,
        keepLast,
        logEverySteps,
        new MixConfig(0, 0, 0, 0));
  }
}
