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
 */
public record SourceImage(
    long id,
    int height,
    int width,
    List<Box> objects,
    Optional<ClassMask> mask,
    Optional<InstanceMap> instances) {
  public SourceImage {
    objects = List.copyOf(objects);
  }

  /** Creates an image whose objects are known and nothing else. */
  public SourceImage(long id, int height, int width, List<Box> objects) {
    this(id, height, width, objects, Optional.empty(), Optional.empty());
  }
}
