package org.vitmae.detection.model;

import org.bytedeco.pytorch.Tensor;

/**
 * What a stage of a detector is trained by.
 *
 * @param classes loss of what is there, scalar
 * @param boxes loss of where it is, scalar
 */
public record HeadLoss(Tensor classes, Tensor boxes) {
  /** Returns the sum of both. */
  public Tensor total() {
    return classes.add(boxes);
  }
}
