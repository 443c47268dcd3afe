package org.vitmae.detection.model;

import org.bytedeco.pytorch.Tensor;

/**
 * What the single-stage detector is trained by; each part is a sum divided by the number of cells
 * that stand for an object.
 *
 * @param classes focal loss of every cell
 * @param boxes GIoU loss of the cells that stand for an object
 * @param centerness cross-entropy of the same cells
 */
public record FcosLoss(Tensor classes, Tensor boxes, Tensor centerness) {
  /** Returns the sum. */
  public Tensor total() {
    return classes.add(boxes).add(centerness);
  }
}
