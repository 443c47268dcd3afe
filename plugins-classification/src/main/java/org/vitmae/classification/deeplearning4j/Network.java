package org.vitmae.classification.deeplearning4j;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.vitmae.deeplearning4j.Convolution;
import org.vitmae.train.TrainingLoss;

/** A convolutional network that is sized without being built. */
interface Network {
  /** The vertex that gives logits [N, classes]. */
  String LOGITS = "logits";

  /** Returns every convolution, in the order of computation. */
  List<Convolution> convolutions();

  /** Returns the width of the features that the linear layer at the end gets. */
  int features();

  /** Returns the number of outputs. */
  int classes();

  /** Returns the graph, from images [N, C, H, W] to the loss. */
  ComputationGraphConfiguration configuration(
      NeuralNetConfiguration.Builder training, TrainingLoss loss);

  /** Returns the number of trainable weights; the running statistics are not counted. */
  default long parameters() {
    return convolutions().stream().mapToLong(Convolution::parameters).sum()
        + (features() + 1L) * classes();
  }

  /** Returns the floating-point operations of convolutions and linear layer for one image. */
  default double forwardFlops() {
    double linear = (double) features() * classes();
    return 2 * (convolutions().stream().mapToDouble(Convolution::multiplications).sum() + linear);
  }
}
