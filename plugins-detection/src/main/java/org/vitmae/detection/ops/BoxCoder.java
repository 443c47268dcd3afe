package org.vitmae.detection.ops;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Expresses a box by its offset from another, in units of the other's size (Girshick et al. 2014,
 * appendix C).
 *
 * @param centerWeight factor of the two center offsets
 * @param sizeWeight factor of the two log sizes
 */
public record BoxCoder(double centerWeight, double sizeWeight) {
  /** For anchors. */
  public static final BoxCoder PROPOSAL = new BoxCoder(1, 1);

  /** For the box head, whose offsets are small (Ren et al. 2015's implementation). */
  public static final BoxCoder REGION = new BoxCoder(10, 5);

  /** Greatest log of a size's growth: wilder predictions would overflow the exponential. */
  private static final double GREATEST_GROWTH = Math.log(1000.0 / 16);

  /**
   * Returns the offsets of boxes from references.
   *
   * @param boxes [R, 4]
   * @param references [R, 4]
   * @return dx, dy, dw, dh: [R, 4]
   */
  public Tensor encode(Tensor boxes, Tensor references) {
    TensorVector to = Boxes.toCenters(boxes).unbind(-1);
    TensorVector from = Boxes.toCenters(references).unbind(-1);
    return torch.stack(
        new TensorVector(
            center(to.get(0), from.get(0), from.get(2)),
            center(to.get(1), from.get(1), from.get(3)),
            size(to.get(2), from.get(2)),
            size(to.get(3), from.get(3))),
        -1);
  }

  private Tensor center(Tensor to, Tensor from, Tensor length) {
    return to.sub(from).div(length).mul(new Scalar(centerWeight));
  }

  private Tensor size(Tensor to, Tensor from) {
    return to.div(from).log().mul(new Scalar(sizeWeight));
  }

  /**
   * Returns the boxes that lie at given offsets from references.
   *
   * @param offsets [R, 4K]: K boxes per reference
   * @param references [R, 4]
   * @return [R, 4K]
   */
  public Tensor decode(Tensor offsets, Tensor references) {
    long rows = offsets.size(0);
    long boxes = offsets.size(1) / 4;
    TensorVector by = offsets.reshape(rows, boxes, 4).unbind(-1); // each [R, K]
    TensorVector from = Boxes.toCenters(references).unsqueeze(1).unbind(-1); // each [R, 1]
    Tensor x = moved(by.get(0), from.get(0), from.get(2));
    Tensor y = moved(by.get(1), from.get(1), from.get(3));
    Tensor halfWidth = grown(by.get(2), from.get(2)).mul(new Scalar(0.5));
    Tensor halfHeight = grown(by.get(3), from.get(3)).mul(new Scalar(0.5));
    return torch
        .stack(
            new TensorVector(
                x.sub(halfWidth), y.sub(halfHeight), x.add(halfWidth), y.add(halfHeight)),
            -1)
        .reshape(rows, 4 * boxes);
  }

  private Tensor moved(Tensor offset, Tensor from, Tensor length) {
    return offset.div(new Scalar(centerWeight)).mul(length).add(from);
  }

  private Tensor grown(Tensor offset, Tensor length) {
    return offset
        .div(new Scalar(sizeWeight))
        .clamp_max(new Scalar(GREATEST_GROWTH))
        .exp()
        .mul(length);
  }
}
