package org.vitmae.detection.ops;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * How boxes overlap, of shapes that broadcast.
 *
 * @param a boxes, [..., 4]
 * @param b boxes, [..., 4]
 * @param intersection area of both, [...]
 * @param union area of either, [...]
 */
record Overlap(Tensor a, Tensor b, Tensor intersection, Tensor union) {
  /** Measures {@code a} against {@code b}. */
  static Overlap of(Tensor a, Tensor b) {
    TensorVector p = a.unbind(-1);
    TensorVector q = b.unbind(-1);
    // The gradient of relu at 0 is 0: boxes that only touch do not attract each other.
    Tensor width = torch.minimum(p.get(2), q.get(2)).sub(torch.maximum(p.get(0), q.get(0))).relu();
    Tensor height = torch.minimum(p.get(3), q.get(3)).sub(torch.maximum(p.get(1), q.get(1))).relu();
    Tensor intersection = width.mul(height);
    Tensor union = Boxes.area(a).add(Boxes.area(b)).sub(intersection);
    return new Overlap(a, b, intersection, union);
  }

  /** Returns intersection over union; {@code eps} keeps empty boxes from giving 0/0. */
  Tensor iou(double eps) {
    return intersection.div(union.add(new Scalar(eps)));
  }

  /** Returns IoU less the share of the hull that neither box covers, in (-1, 1]. */
  Tensor giou(double eps) {
    Tensor hull = hull();
    return iou(eps).sub(hull.sub(union).div(hull.add(new Scalar(eps))));
  }

  /** The area of the smallest box around both. */
  private Tensor hull() {
    TensorVector p = a.unbind(-1);
    TensorVector q = b.unbind(-1);
    Tensor width = torch.maximum(p.get(2), q.get(2)).sub(torch.minimum(p.get(0), q.get(0)));
    Tensor height = torch.maximum(p.get(3), q.get(3)).sub(torch.minimum(p.get(1), q.get(1)));
    return width.mul(height);
  }
}
