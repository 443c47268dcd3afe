package org.vitmae.detection.evaluation;

/**
 * An object of the ground truth.
 *
 * @param area of the object, which decides whether it is small, medium or large; not always its
 *     region's
 * @param crowd whether the region holds many objects: what is found there counts neither way
 * @param difficult whether Pascal VOC's evaluation leaves it out; COCO's does not ask
 */
public record Truth(
    long imageId, long categoryId, Region region, double area, boolean crowd, boolean difficult) {
  /** Tells whether finding it is neither right nor wrong in Pascal VOC's evaluation. */
  boolean ignored() {
    return difficult || crowd;
  }
}
