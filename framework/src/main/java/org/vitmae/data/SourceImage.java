package org.vitmae.data;

import java.util.List;
import java.util.Optional;

/**
 * The image that a sample was made from, as its data set knows it; what is found in a sample is
 * judged in the image's own pixels.
 *
 * @param id the data set's own number
 * @param objects as annotated, in the image's own pixels
 * @param mask class of every pixel of the image
 * @param instances object of every pixel of the image
 * @param categoryIds what the data set's own files call the classes, by label; empty where they
 *     have no numbers
 */
public record SourceImage(
    long id,
    int height,
    int width,
    List<Box> objects,
    Optional<ClassMask> mask,
    Optional<InstanceMap> instances,
    List<Long> categoryIds) {
  public SourceImage {
    objects = List.copyOf(objects);
    categoryIds = List.copyOf(categoryIds);
  }

  /** Creates an image of a data set whose classes have no numbers. */
  public SourceImage(
      long id,
      int height,
      int width,
      List<Box> objects,
      Optional<ClassMask> mask,
      Optional<InstanceMap> instances) {
    this(id, height, width, objects, mask, instances, List.of());
  }

  /** Creates an image whose objects are known and nothing else. */
  public SourceImage(long id, int height, int width, List<Box> objects) {
    this(id, height, width, objects, Optional.empty(), Optional.empty());
  }

  /** Returns the data set's own number of a class, counted from 1 where there is none. */
  public long categoryId(int label) {
    return categoryIds.isEmpty() ? label + 1 : categoryIds.get(label);
  }
}
