package org.vitmae.classification;

import org.bytedeco.pytorch.Tensor;
import org.vitmae.model.Linear;
import org.vitmae.model.Weights;

/** A linear classifier: {@code head.weight} [C, D] and {@code head.bias} [C]. */
record LinearHead(Linear linear) implements VitClassifier.Head {
  /**
   * Makes a head with a bias of zero.
   *
   * @param std deviation of the normal weights
   */
  static LinearHead create(Weights weights, int width, int classes, double std) {
    return new LinearHead(linear(weights.child("head"), width, classes, std));
  }

  static Linear linear(Weights weights, int width, int classes, double std) {
    return new Linear(
        weights.normal("weight", std, classes, width), weights.constant("bias", 0, classes));
  }

  @Override
  public Tensor apply(Tensor features) {
    return linear.apply(features);
  }
}
