package org.vitmae.data;

/**
 * An endless supply of epochs, each a fixed sequence of batches.
 *
 * <p>What an epoch holds is a function of the source's seed and the epoch alone, so that a resumed
 * run sees exactly the batches that the uninterrupted one would have seen.
 */
public interface BatchSource {
  /** Returns the number of batches in every epoch, at least 1. */
  int batchesPerEpoch();

  /**
   * Starts reading an epoch; the stream of the epoch before may still be open.
   *
   * @param epoch counted from 0
   * @param firstBatch where to start, 0 to {@code batchesPerEpoch()}, where nothing follows;
   *     batches before it are skipped without being read
   */
  BatchStream open(int epoch, int firstBatch);
}
