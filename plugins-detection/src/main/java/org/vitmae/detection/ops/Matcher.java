package org.vitmae.detection.ops;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Decides which object a candidate box stands for.
 *
 * @param foreground IoU from which a candidate stands for its best object
 * @param background IoU below which it stands for none; in between it is ignored
 * @param keepBest whether each object also gets its best candidates, however poor they are
 */
public record Matcher(double foreground, double background, boolean keepBest) {
  /** What a candidate below {@code background} is given. */
  public static final long BACKGROUND = -1;

  /** What a candidate between the thresholds is given. */
  public static final long IGNORED = -2;

  public Matcher {
    if (background > foreground) {
      throw new IllegalArgumentException(
          "background must be at most foreground, got %s and %s".formatted(background, foreground));
    }
  }

  /**
   * Matches candidates.
   *
   * @param iou of objects and candidates, [G, R]
   * @return index of the object, {@link #BACKGROUND} or {@link #IGNORED}, int64 [R]
   */
  public Tensor match(Tensor iou) {
    if (iou.size(0) == 0) {
      return torch.full_like(iou.sum(0), new Scalar(BACKGROUND)).to(ScalarType.Long);
    }
    T_TensorTensor_T best = iou.max(0, false);
    Tensor quality = best.get0(); // [R]
    Tensor object = best.get1();
    Tensor matched =
        object
            .masked_fill(quality.lt(new Scalar(foreground)), new Scalar(IGNORED))
            .masked_fill(quality.lt(new Scalar(background)), new Scalar(BACKGROUND));
    if (!keepBest) {
      return matched;
    }
    Tensor greatest = iou.max(1, true).get0(); // [G, 1]
    return torch.where(iou.eq(greatest).any(0, false), object, matched);
  }
}
