package org.vitmae.detection.model;

import org.bytedeco.pytorch.Tensor;

/**
 * What a two-stage detector is trained by; all parts have weight 1.
 *
 * @param proposals the first stage's losses
 * @param regions the box head's losses
 * @param masks the mask head's loss, 0 without one
 */
public record TwoStageLoss(HeadLoss proposals, HeadLoss regions, Tensor masks) {
  /** Returns the sum. */
  public Tensor total() {
    return proposals.total().add(regions.total()).add(masks);
  }
}
