package org.vitmae.train;

import java.util.List;
import java.util.function.Supplier;
import org.vitmae.data.Batch;
import org.vitmae.weights.TensorOrigin;

/**
 * A masked autoencoder in training: all that an experiment knows of the engine that pretrains.
 *
 * <p>Every engine writes the same files under the same names, so that what one has trained is
 * resumed, probed and fine-tuned by the other.
 */
public interface Pretraining extends Learner {
  /** Returns what became of every tensor of the weights it started from; empty at random. */
  List<TensorOrigin> origins();

  /** Runs something with the weights that would be kept: the averaged ones, if there are any. */
  <T> T withKeptWeights(Supplier<T> action);

  /** Returns the features of each real image of a batch, [D] each, without masking. */
  List<float[]> features(Batch batch);

  /** Redraws the real images of a batch as the model completes them, under validation's masks. */
  List<Reconstruction> reconstruct(Batch batch);
}
