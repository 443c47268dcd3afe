package org.vitmae.data;

import java.util.List;

/**
 * The image that a sample was made from, as its data set knows it; detections are reported in its
 * pixels.
 *
 * @param id the data set's own number
 * @param objects as annotated, in the image's own pixels
 */
public record SourceImage(long id, int height, int width, List<Box> objects) {
  public SourceImage {
    objects = List.copyOf(objects);
  }
}
