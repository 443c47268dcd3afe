package org.vitmae.data;

import org.vitmae.config.DataConfig.OnCorrupt;

/**
 * How a loader makes batches.
 *
 * @param batchSize examples per batch, N
 * @param shuffle whether every epoch has an order of its own
 * @param dropLast true for training: the examples that do not fill a batch are left out of the
 *     epoch, and a damaged one is replaced; false for evaluation: every good example comes once,
 *     and batches are padded
 * @param seed root of the order and of the augmentation
 * @param workers threads that decode and augment; no influence on the batches
 * @param onCorrupt what a damaged example does
 */
public record LoaderOptions(
    int batchSize, boolean shuffle, boolean dropLast, long seed, int workers, OnCorrupt onCorrupt) {
  public LoaderOptions {
    if (batchSize < 1 || workers < 1) {
      throw new IllegalArgumentException(
          "batchSize and workers must be at least 1, got %d and %d".formatted(batchSize, workers));
    }
  }
}
