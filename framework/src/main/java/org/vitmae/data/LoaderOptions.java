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
 * @param workers threads that decode and augment; 0 takes one per core, up to 16. No influence on
 *     the batches
 * @param onCorrupt what a damaged example does
 */
public record LoaderOptions(
    int batchSize, boolean shuffle, boolean dropLast, long seed, int workers, OnCorrupt onCorrupt) {
  /** Each worker has batches under way that take memory. */
  private static final int MOST_OF_CORES = 16;

  public LoaderOptions {
    if (batchSize < 1 || workers < 0) {
      throw new IllegalArgumentException(
          "batchSize must be at least 1 and workers at least 0, got %d and %d"
              .formatted(batchSize, workers));
    }
    if (workers == 0) {
      workers = Math.min(Runtime.getRuntime().availableProcessors(), MOST_OF_CORES);
    }
  }
}
