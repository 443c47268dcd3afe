package org.vitmae.detection.evaluation;

/** The part of an image that an object takes up. */
public sealed interface Region permits BoxRegion, MaskRegion {
  /** Returns the number of pixels covered. */
  double area();

  /**
   * Returns intersection over union with an object of the ground truth.
   *
   * @param truth a region of the same kind
   * @param crowd whether it is a crowd: then the union is this region alone, so that one person in
   *     a crowd overlaps it wholly
   */
  double overlap(Region truth, boolean crowd);
}
