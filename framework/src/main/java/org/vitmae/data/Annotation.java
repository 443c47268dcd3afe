package org.vitmae.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known about an image besides its pixels; every part may be missing.
 *
 * @param label class index of the whole image
 * @param boxes objects in the image
 * @param mask class of every pixel
 */
public record Annotation(OptionalInt label, List<Box> boxes, Optional<ClassMask> mask) {
  private static final Annotation NONE =
      new Annotation(OptionalInt.empty(), List.of(), Optional.empty());

  public Annotation {
    boxes = List.copyOf(boxes);
  }

  /** Returns the annotation of an unlabelled image. */
  public static Annotation none() {
    return NONE;
  }

  /** Returns the annotation of an image with one class. */
  public static Annotation ofClass(int label) {
    return new Annotation(OptionalInt.of(label), List.of(), Optional.empty());
  }
}
