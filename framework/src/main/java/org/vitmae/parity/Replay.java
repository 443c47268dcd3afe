package org.vitmae.parity;

import java.io.IOException;

/** A model with its optimizer that makes the updates of a recorded training run, on some engine. */
public interface Replay extends AutoCloseable {
  /** Makes one with the recorded weights. */
  @FunctionalInterface
  interface Factory {
    /**
     * Makes a model and its optimizer.
     *
     * @param start the fixture of the weights that the run started from
     * @param batches what it learned from
     */
    Replay of(Fixture start, RecordedBatches batches) throws IOException;
  }

  /**
   * Makes one update from the mean gradient over some recorded batches.
   *
   * @return their mean loss
   */
  double update(int firstStep, int steps, double learningRate);

  /** Returns the norm over all gradients in the last update, before clipping. */
  double gradientNorm();

  /** Returns a parameter, row by row. */
  float[] parameter(String name);

  @Override
  void close();
}
