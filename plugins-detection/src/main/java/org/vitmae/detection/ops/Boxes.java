package org.vitmae.detection.ops;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Geometry of boxes. */
public final class Boxes {
  private Boxes() {}

  /** Returns areas: [..., 4] to [...]. */
  public static Tensor area(Tensor boxes) {
    TensorVector sides = boxes.unbind(-1);
    return sides.get(2).sub(sides.get(0)).mul(sides.get(3).sub(sides.get(1)));
  }

  /** Returns intersection over union of each pair: [A, 4] and [B, 4] to [A, B]. */
  public static Tensor iou(Tensor a, Tensor b) {
    return Overlap.of(a.unsqueeze(1), b.unsqueeze(0)).iou(0);
  }

  /** Returns the generalized IoU (Rezatofighi et al. 2019) of each pair: [A, B]. */
  public static Tensor giou(Tensor a, Tensor b) {
    return Overlap.of(a.unsqueeze(1), b.unsqueeze(0)).giou(0);
  }

  /** Cuts boxes [..., 4] off at the border of an image. */
  public static Tensor clip(Tensor boxes, ImageSize image) {
    TensorVector sides = boxes.unbind(-1);
    return torch.stack(
        new TensorVector(
            within(sides.get(0), image.width()),
            within(sides.get(1), image.height()),
            within(sides.get(2), image.width()),
            within(sides.get(3), image.height())),
        -1);
  }

  private static Tensor within(Tensor coordinate, int length) {
    return coordinate.clamp(
        new ScalarOptional(new Scalar(0)), new ScalarOptional(new Scalar(length)));
  }

  /** Converts corners [..., 4] to center x, center y, width, height. */
  public static Tensor toCenters(Tensor boxes) {
    TensorVector sides = boxes.unbind(-1);
    Scalar half = new Scalar(0.5);
    return torch.stack(
        new TensorVector(
            sides.get(0).add(sides.get(2)).mul(half),
            sides.get(1).add(sides.get(3)).mul(half),
            sides.get(2).sub(sides.get(0)),
            sides.get(3).sub(sides.get(1))),
        -1);
  }

  /** Converts corners [..., 4] to left, top, width, height, as COCO writes boxes. */
  public static Tensor toSizes(Tensor boxes) {
    TensorVector sides = boxes.unbind(-1);
    return torch.stack(
        new TensorVector(
            sides.get(0),
            sides.get(1),
            sides.get(2).sub(sides.get(0)),
            sides.get(3).sub(sides.get(1))),
        -1);
  }
}
