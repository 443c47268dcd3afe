package org.vitmae.segmentation.losses;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Cross-entropy in which pixels count the less the surer their class is (Lin et al. 2017, "Focal
 * Loss for Dense Object Detection", with the softmax in the place of sigmoids).
 */
final class PixelFocalLoss {
  /** The paper's: how fast the weight falls with the probability of the truth. */
  private static final double GAMMA = 2;

  private PixelFocalLoss() {}

  /**
   * Returns the mean over labeled pixels; 0 if there are none.
   *
   * @param logits float [N, K, H, W]
   * @param classes int64 [N, H, W]
   */
  static Tensor mean(Tensor logits, Tensor classes) {
    Tensor entropy = PixelCrossEntropy.PLAIN.each(logits, classes);
    Tensor missing = entropy.neg().expm1().neg(); // 1 - p of the truth
    Tensor sum = missing.pow(new Scalar(GAMMA)).mul(entropy).sum();
    return LabeledPixels.perPixel(sum, LabeledPixels.of(classes).sum());
  }
}
