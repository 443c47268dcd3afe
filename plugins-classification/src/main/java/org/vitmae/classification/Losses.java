package org.vitmae.classification;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Reduction;

/** Losses of classes and labels, mean over the batch. */
final class Losses {
  private static final long COUNT_ALL = -100;

  private Losses() {}

  /**
   * Cross-entropy with the target's mass partly spread over all classes (Szegedy et al. 2016).
   *
   * @param logits float [N, C]
   * @param labels int64 [N]
   */
  static Tensor crossEntropy(Tensor logits, Tensor labels, double smoothing) {
    return torch.cross_entropy_loss(
        logits, labels, new TensorOptional(), Reduction.Mean.value, COUNT_ALL, smoothing);
  }

  /**
   * Cross-entropy with a distribution per example, as mixing of images makes them.
   *
   * @param logits float [N, C]
   * @param targets float [N, C], rows sum to 1
   */
  static Tensor softCrossEntropy(Tensor logits, Tensor targets) {
    return torch.log_softmax(logits, -1).mul(targets).sum(-1).mean().neg();
  }

  /**
   * Cross-entropy of independent labels, mean over these, too.
   *
   * @param logits float [N, C]
   * @param targets float [N, C], each from 0 to 1
   */
  static Tensor binaryCrossEntropy(Tensor logits, Tensor targets) {
    return torch.binary_cross_entropy_with_logits(logits, targets);
  }
}
