package org.vitmae.segmentation.targets;

import java.util.Optional;
import java.util.stream.IntStream;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.ClassMask;
import org.vitmae.data.DataException;
import org.vitmae.data.InstanceMap;
import org.vitmae.segmentation.instances.InstanceRelief;

/**
 * What is to be learned of the pixels of a batch.
 *
 * @param classes class of every pixel, unsigned, {@link ClassMask#IGNORE} without a label, [N, H,
 *     W]
 * @param relief how far each pixel lies inside its object, from 0 to 1, [N, H, W]; empty if that is
 *     not learned
 */
@SuppressWarnings("ArrayRecordComponent")
public record PixelTargets(byte[] classes, Optional<float[]> relief) {
  /**
   * Collects a batch's masks.
   *
   * @param instances whether objects are told apart
   * @throws DataException if an image has no mask, or no instance map although objects are told
   *     apart
   */
  public static PixelTargets of(Batch batch, boolean instances) {
    int size = batch.height() * batch.width();
    byte[] classes = new byte[batch.size() * size];
    float[] relief = new float[instances ? classes.length : 0];
    IntStream.range(0, batch.size())
        .parallel() // training waits for some milliseconds per image
        .forEach(
            n -> {
              Annotation annotation = batch.annotations().get(n);
              long id = batch.ids()[n];
              System.arraycopy(mask(annotation, id).classes(), 0, classes, n * size, size);
              if (instances) {
                float[] own = InstanceRelief.of(objects(annotation, id));
                System.arraycopy(own, 0, relief, n * size, size);
              }
            });
    return new PixelTargets(classes, instances ? Optional.of(relief) : Optional.empty());
  }

  private static ClassMask mask(Annotation annotation, long id) {
    return annotation
        .mask()
        .orElseThrow(
            () ->
                new DataException(
                    "image %d has no mask, which task 'segmentation' learns from.".formatted(id)));
  }

  private static InstanceMap objects(Annotation annotation, long id) {
    return annotation
        .instances()
        .orElseThrow(
            () ->
                new DataException(
                    "image %d has no instance map, which segmenter.instances learns from; give one, or set segmenter.instances: false."
                        .formatted(id)));
  }

  /** Tells whether a pixel has a label. */
  public boolean isLabeled(int pixel) {
    return (classes[pixel] & 0xff) != ClassMask.IGNORE;
  }
}
