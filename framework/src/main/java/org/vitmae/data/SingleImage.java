package org.vitmae.data;

import java.util.List;
import org.vitmae.image.Image;

/** One image that belongs to no data set, as a batch. */
public final class SingleImage {
  private SingleImage() {}

  /**
   * Returns a batch of one image, of id 0 and without objects.
   *
   * @param transform one without chance, which gives the size that the model sees
   * @param image its size is that of the batch's {@link SourceImage}
   */
  public static Batch batch(Transform transform, Image image) {
    SourceImage source = new SourceImage(0, image.height(), image.width(), List.of());
    Sample seen =
        transform.apply(
            new Sample(0, image, Annotation.of(source)), Draws.of(0, "single image", 0, 0));
    return BatchAssembly.alone(seen, 0);
  }
}
