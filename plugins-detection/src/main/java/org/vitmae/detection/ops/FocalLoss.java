package org.vitmae.detection.ops;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Reduction;

/**
 * Binary cross-entropy in which easy examples weigh little (Lin et al. 2017, "Focal Loss for Dense
 * Object Detection").
 *
 * @param alpha weight of positive targets, one minus it that of negative ones; negative for none
 * @param gamma how fast the weight falls with the probability of the truth
 */
public record FocalLoss(double alpha, double gamma) {
  /** The paper's choice. */
  public static final FocalLoss DEFAULT = new FocalLoss(0.25, 2);

  /**
   * Returns each entry's loss, in the shape given.
   *
   * @param logits before the sigmoid
   * @param targets 0 or 1, the same shape
   */
  public Tensor each(Tensor logits, Tensor targets) {
    Tensor entropy =
        torch.binary_cross_entropy_with_logits(
            logits, targets, new TensorOptional(), new TensorOptional(), Reduction.None.value);
    Tensor missing = mix(oneMinus(logits.sigmoid()), logits.sigmoid(), targets);
    Tensor loss = entropy.mul(missing.pow(new Scalar(gamma)));
    if (alpha < 0) {
      return loss;
    }
    Tensor weight = targets.mul(new Scalar(2 * alpha - 1)).add(new Scalar(1 - alpha));
    return weight.mul(loss);
  }

  /** Takes the first where the target is 1, the second where it is 0. */
  private static Tensor mix(Tensor positive, Tensor negative, Tensor targets) {
    return positive.mul(targets).add(negative.mul(oneMinus(targets)));
  }

  private static Tensor oneMinus(Tensor x) {
    return x.neg().add(new Scalar(1));
  }
}
