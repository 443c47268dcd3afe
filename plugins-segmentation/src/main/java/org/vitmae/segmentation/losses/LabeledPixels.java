package org.vitmae.segmentation.losses;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.data.ClassMask;

/** Which pixels count, and means over them. */
final class LabeledPixels {
  private LabeledPixels() {}

  /** Returns 1 where a pixel has a label and 0 elsewhere, float, in the shape given. */
  static Tensor of(Tensor classes) {
    return classes.ne(new Scalar(ClassMask.IGNORE)).to(ScalarType.Float);
  }

  /** Divides by an amount of pixels; nothing over no pixels is 0, not NaN. */
  static Tensor perPixel(Tensor sum, Tensor amount) {
    return sum.div(amount.add(amount.eq(new Scalar(0)).to(ScalarType.Float)));
  }
}
