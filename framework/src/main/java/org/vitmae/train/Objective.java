package org.vitmae.train;

import org.bytedeco.pytorch.Tensor;
import org.vitmae.data.Batch;

/** Turns a batch into a loss: what pretraining, probing and fine-tuning differ in. */
@FunctionalInterface
public interface Objective {
  /**
   * Returns the mean loss over a batch.
   *
   * <p>Called inside a native scope and under the run's precision; every draw is a function of the
   * run's seed, {@code batch.epoch()} and the sample ids.
   *
   * @return scalar float, with gradients to the trainable parameters
   */
  Tensor loss(Batch batch);

  /**
   * Adds the gradients of a loss to the trainable parameters; called in the same scope, after the
   * forward pass.
   *
   * @param loss what {@link #loss} returned, or a multiple of it
   */
  default void backward(Tensor loss) {
    loss.backward();
  }
}
