package org.vitmae.segmentation.losses;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Reduction;

/**
 * Binary cross-entropy of a sigmoid and the share of the way from an object's border to its middle.
 * It is least where both agree, and stays within the range by itself.
 */
final class ReliefLoss {
  private ReliefLoss() {}

  /**
   * Returns the mean over labeled pixels; 0 if there are none.
   *
   * @param logits float [N, H, W]
   * @param relief float [N, H, W], from 0 to 1
   * @param classes int64 [N, H, W]
   */
  static Tensor mean(Tensor logits, Tensor relief, Tensor classes) {
    Tensor labeled = LabeledPixels.of(classes);
    Tensor sum =
        torch.binary_cross_entropy_with_logits(
            logits, relief, new TensorOptional(labeled), new TensorOptional(), Reduction.Sum.value);
    return LabeledPixels.perPixel(sum, labeled.sum());
  }
}
