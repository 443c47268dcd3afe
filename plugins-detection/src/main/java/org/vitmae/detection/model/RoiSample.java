package org.vitmae.detection.model;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The regions of one image that the second stage is trained on, on the CPU; those that stand for an
 * object come first.
 *
 * @param boxes float [R, 4]
 * @param objects index of the object that each of the first regions stands for, int64 [P], P at
 *     most R
 */
record RoiSample(Tensor boxes, Tensor objects) {
  /** Returns the regions that stand for an object, [P, 4]. */
  Tensor positiveBoxes() {
    return boxes.narrow(0, 0, objects.size(0));
  }

  /** Returns the column of the class logits that is right, 0 for background: int64 [R]. */
  Tensor columns(Truth truth) {
    Tensor positive = truth.labels().index_select(0, objects).add(new Scalar(1));
    Tensor background =
        torch
            .zeros_like(boxes.select(1, 0).narrow(0, 0, boxes.size(0) - objects.size(0)))
            .to(positive.scalar_type());
    return torch.cat(new TensorVector(positive, background), 0);
  }
}
