package org.vitmae.detection.ops;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Reduction;

/** Losses of a predicted box against the true one, not reduced. */
public final class BoxLosses {
  private static final double EPS = 1e-7;

  private BoxLosses() {}

  /**
   * Returns the smooth L1 loss (Girshick 2015) of each number, in the shape given.
   *
   * @param beta where the parabola ends and the straight line begins; 0 for L1
   */
  public static Tensor smoothL1(Tensor predicted, Tensor target, double beta) {
    // At beta 0 libtorch's smooth L1 has a gradient of -1 where both are equal, its L1 has 0.
    return beta == 0
        ? torch.l1_loss(predicted, target, Reduction.None.value)
        : torch.smooth_l1_loss(predicted, target, Reduction.None.value, beta);
  }

  /** Returns 1 - GIoU of each pair: [R, 4] and [R, 4] to [R]. */
  public static Tensor giou(Tensor predicted, Tensor target) {
    return Overlap.of(predicted, target).giou(EPS).neg().add(new Scalar(1));
  }
}
