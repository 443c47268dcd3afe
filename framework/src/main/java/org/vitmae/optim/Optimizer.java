package org.vitmae.optim;

import org.vitmae.tensor.NamedParameters;

/** An update rule with its state. */
public interface Optimizer extends AutoCloseable {
  /**
   * Updates every parameter from its gradient.
   *
   * @param learningRate the schedule's rate; group factors are applied on top
   */
  void step(double learningRate);

  /** Returns what must be saved for training to go on with the same bits. */
  NamedParameters state();

  @Override
  default void close() {
    state().close();
  }
}
