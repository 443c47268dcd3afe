package org.vitmae.deeplearning4j.mae;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns gradients into changed weights; its state is named as libtorch's. */
interface Optimizer extends AutoCloseable {
  /**
   * Updates every parameter.
   *
   * @param gradients by parameter, in its shape
   * @param share what the gradients are multiplied by to get those of the loss
   */
  void step(Map<String, INDArray> gradients, double share, double learningRate);

  /** Returns what the next update depends on besides weights and gradients. */
  Parameters state();

  @Override
  void close();
}
