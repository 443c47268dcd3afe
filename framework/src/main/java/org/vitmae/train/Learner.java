package org.vitmae.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vitmae.data.Batch;

/**
 * Something that learns from batches: the whole of what the training loop knows about an engine.
 *
 * <p>The loop decides what is learned from, when, and at which learning rate; a learner turns that
 * into changed weights. Not thread-safe. Once one that holds native memory is closed, it can
 * neither be trained nor saved: it throws {@link IllegalStateException}.
 */
public interface Learner extends AutoCloseable {
  /**
   * Makes one optimizer update from the mean gradient over some batches of equal size. One that
   * throws leaves no gradient behind for the next.
   *
   * @param microBatches one batch, or several when gradients are accumulated
   * @param learningRate the rate of this update; layer-wise factors are applied on top of it
   * @throws IllegalArgumentException if there is no batch
   */
  void step(List<Batch> microBatches, double learningRate);

  /** Refuses an update from no batch, which has no mean gradient, before it changes anything. */
  static void requireSome(List<?> microBatches) {
    if (microBatches.isEmpty()) {
      throw new IllegalArgumentException("a step needs at least one batch, got none");
    }
  }

  /**
   * Returns the loss of every step since the last call, oldest first, and forgets them. This is the
   * only point where the host waits for the device; a loss may be non-finite.
   */
  double[] takeLosses();

  /**
   * Computes metrics on held-out data with the weights that would be kept (the averaged ones where
   * weight averaging is on), without changing them.
   *
   * @param batches evaluation batches, the last one padded
   * @return metric name to value, for instance {@code loss} or {@code top1}
   */
  Map<String, Double> evaluate(Iterable<Batch> batches);

  /**
   * Looks at what was learned, without changing anything; called after every epoch. The time it
   * takes is not part of the training's.
   *
   * @param epochs number of epochs done
   * @return metric name to value, logged with the split {@code val}; usually nothing
   */
  default Map<String, Double> inspect(int epochs) {
    return Map.of();
  }

  /**
   * Tells whether all weights are finite. Asked before a checkpoint: an update can spoil the
   * weights after a loss that was still finite.
   */
  default boolean isFinite() {
    return true;
  }

  /**
   * Writes weights and optimizer state into an existing empty folder.
   *
   * @throws IOException if the folder cannot be written
   */
  void save(Path folder) throws IOException;

  /**
   * Restores what {@link #save} wrote; training then goes on with the same bits.
   *
   * @throws IOException if the folder cannot be read
   * @throws org.vitmae.checkpoint.CheckpointException if a file is damaged or does not fit this
   *     learner
   */
  void load(Path folder) throws IOException;

  /** Frees native memory. */
  @Override
  void close();
}
