package org.vitmae.segmentation.losses;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.ClassMask;
import org.vitmae.data.DataException;
import org.vitmae.data.InstanceMap;
import org.vitmae.segmentation.instances.InstanceRelief;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/**
 * What is to be learned of the pixels of a batch.
 *
 * @param classes int64 [N, H, W], {@link ClassMask#IGNORE} without a label
 * @param relief how far each pixel lies inside its object, 0 to 1, float [N, H, W]; empty if that
 *     is not learned
 */
public record PixelTruth(Tensor classes, Optional<Tensor> relief) {
  /**
   * Brings a batch's masks to a device.
   *
   * @param instances whether objects are told apart
   * @throws DataException if an image has no mask, or no instance map although objects are told
   *     apart
   */
  public static PixelTruth of(Batch batch, boolean instances, Device device) {
    int size = batch.height() * batch.width();
    byte[] classes = new byte[batch.size() * size];
    float[] relief = new float[instances ? classes.length : 0];
    for (int i = 0; i < batch.size(); i++) {
      Annotation annotation = batch.annotations().get(i);
      long id = batch.ids()[i];
      System.arraycopy(mask(annotation, id).classes(), 0, classes, i * size, size);
      if (instances) {
        System.arraycopy(InstanceRelief.of(objects(annotation, id)), 0, relief, i * size, size);
      }
    }
    long[] shape = {batch.size(), batch.height(), batch.width()};
    return new PixelTruth(
        Tensors.of(classes, device, shape).to(ScalarType.Long),
        instances ? Optional.of(Tensors.of(relief, device, shape)) : Optional.empty());
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
}
