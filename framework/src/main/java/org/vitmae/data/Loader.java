package org.vitmae.data;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Makes batches of a data set, ahead of the one who uses them.
 *
 * <p>What comes is a function of data set, transform and seed alone: neither the number of workers
 * nor where a run was resumed matters. The order of an epoch is drawn from (seed, epoch), the
 * augmentation of an example from (seed, epoch, sample id).
 *
 * <p>A damaged example stops the stream with a {@link DataException}, or is skipped: in training
 * the next good example of the epoch's order takes its place as well, so that batches stay full; in
 * evaluation it is left out, and padding takes its place.
 */
public final class Loader implements BatchSource {
  private final Dataset dataset;
  private final LoaderOptions options;
  private final SampleSource source;

  /**
   * Creates a loader; nothing is read before a stream is opened.
   *
   * @throws DataException if there are too few examples for one full batch of training
   */
  public Loader(Dataset dataset, Transform transform, LoaderOptions options) {
    this.dataset = dataset;
    this.options = options;
    this.source = new SampleSource(dataset, transform, options, new ConcurrentSkipListMap<>());
    if (batchesPerEpoch() == 0) {
      throw new DataException(
          "a batch of %d cannot be filled from %d examples (%s, ...). Lower batch-size, or raise labels-per-class or label-fraction if there are more."
              .formatted(options.batchSize(), dataset.size(), dataset.describe(0)));
    }
  }

  /** Returns the number of batches of an epoch; with skipped examples evaluation may have fewer. */
  @Override
  public int batchesPerEpoch() {
    int last = options.dropLast() ? 0 : options.batchSize() - 1;
    return (int) (((long) dataset.size() + last) / options.batchSize());
  }

  /**
   * Starts the workers on an epoch.
   *
   * @param epoch decides order and augmentation
   * @param firstBatch the batch to start from, to go on within an epoch; 0 to {@code
   *     batchesPerEpoch()}
   */
  @Override
  public PrefetchedBatches open(int epoch, int firstBatch) {
    if (epoch < 0 || firstBatch < 0 || firstBatch > batchesPerEpoch()) {
      throw new IllegalArgumentException(
          "epoch must be >= 0 and firstBatch from 0 to %d, got %d and %d"
              .formatted(batchesPerEpoch(), epoch, firstBatch));
    }
    return new PrefetchedBatches(source.epoch(epoch), options, firstBatch, batchesPerEpoch());
  }

  /** Returns the damaged examples skipped so far, each once, in the order of the data set. */
  public List<String> skipped() {
    return source.damaged().keySet().stream().map(dataset::describe).toList();
  }
}
