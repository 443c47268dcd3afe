package org.vitmae.data;

import java.util.Optional;

/**
 * A labeled rectangle in pixels, {@code x1 <= x2} and {@code y1 <= y2}, origin at the top left.
 *
 * @param label class index
 * @param crowd whether this is a region of many objects: not to be learned, and what is found there
 *     counts neither for nor against a detector
 * @param difficult whether the data set asks not to judge by this object
 * @param area of the object itself, in pixels; the rectangle's where nothing better is known
 * @param mask the object's pixels, if annotated
 */
public record Box(
    float x1,
    float y1,
    float x2,
    float y2,
    int label,
    boolean crowd,
    boolean difficult,
    float area,
    Optional<InstanceMask> mask) {
  /** Creates the box of a single object without a mask. */
  public Box(float x1, float y1, float x2, float y2, int label) {
    this(x1, y1, x2, y2, label, false, false, (x2 - x1) * (y2 - y1), Optional.empty());
  }

  /** Tells whether no part of a pixel lies inside. */
  boolean isEmpty() {
    return !(x2 > x1 && y2 > y1);
  }
}
