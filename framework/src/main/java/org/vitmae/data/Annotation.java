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
 * @param instances object of every pixel
 * @param source the image that findings are judged in
 * @param targets numbers that describe the whole image, one per name in {@link
 *     Dataset#classNames()}: 1 or 0 for the presence of a class, or real values; often none
 */
public record Annotation(
    OptionalInt label,
    List<Box> boxes,
    Optional<ClassMask> mask,
    Optional<InstanceMap> instances,
    Optional<SourceImage> source,
    List<Double> targets) {
  private static final Annotation NONE =
      new Annotation(OptionalInt.empty(), List.of(), Optional.empty());

  public Annotation {
    boxes = List.copyOf(boxes);
    targets = List.copyOf(targets);
  }

  /** Creates the annotation of an image that has no number of its own. */
  public Annotation(OptionalInt label, List<Box> boxes, Optional<ClassMask> mask) {
    this(label, boxes, mask, Optional.empty(), Optional.empty(), List.of());
  }

  /** Returns the annotation of an unlabeled image. */
  public static Annotation none() {
    return NONE;
  }

  /** Returns the annotation of an image with one class. */
  public static Annotation ofClass(int label) {
    return new Annotation(OptionalInt.of(label), List.of(), Optional.empty());
  }

  /** Returns the annotation of an image that numbers describe. */
  public static Annotation ofTargets(List<Double> targets) {
    return new Annotation(
        OptionalInt.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        targets);
  }

  /** Returns what holds for the whole image and nothing that has a place in it. */
  Annotation wholeImageOnly() {
    return new Annotation(
        label, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), targets);
  }

  /** Returns the annotation of an image with objects, a mask or an instance map. */
  static Annotation of(SourceImage source) {
    return new Annotation(
        OptionalInt.empty(),
        source.objects(),
        source.mask(),
        source.instances(),
        Optional.of(source),
        List.of());
  }
}
