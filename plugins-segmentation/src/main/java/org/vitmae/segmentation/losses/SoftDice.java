package org.vitmae.segmentation.losses;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/**
 * One minus the overlap of probabilities and truth over the labeled pixels of a batch, the mean
 * over the classes that occur in it (Milletari et al. 2016, "V-Net", section 3).
 *
 * <p>A class that no pixel has is left out: its overlap would be 0 however little of it is
 * predicted.
 */
final class SoftDice {
  private SoftDice() {}

  /**
   * Returns the loss; 0 if no pixel has a label.
   *
   * @param logits float [N, K, H, W]
   * @param classes int64 [N, H, W]
   */
  static Tensor of(Tensor logits, Tensor classes) {
    Tensor labeled = LabeledPixels.of(classes).unsqueeze(1); // [N, 1, H, W]
    Tensor known = classes.unsqueeze(1).masked_fill(labeled.eq(new Scalar(0)), new Scalar(0));
    Tensor likely = logits.softmax(1).mul(labeled);
    Tensor labels = known.reshape(-1);
    Tensor none = Tensors.of(new float[(int) logits.size(1)], Device.of(logits), logits.size(1));
    Tensor common = none.index_add(0, labels, likely.gather(1, known).reshape(-1)); // [K]
    Tensor truth = none.index_add(0, labels, labeled.reshape(-1));
    Tensor predicted = likely.sum(0, 2, 3);
    Tensor overlap = LabeledPixels.perPixel(common.mul(new Scalar(2)), predicted.add(truth));
    Tensor occurs = truth.gt(new Scalar(0)).to(ScalarType.Float);
    return LabeledPixels.perPixel(overlap.neg().add(new Scalar(1)).mul(occurs).sum(), occurs.sum());
  }
}
