package org.vitmae.segmentation.losses;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.data.Batch;
import org.vitmae.data.ClassMask;
import org.vitmae.data.DataException;
import org.vitmae.segmentation.targets.PixelTargets;
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
    PixelTargets targets = PixelTargets.of(batch, instances);
    long[] shape = {batch.size(), batch.height(), batch.width()};
    return new PixelTruth(
        Tensors.of(targets.classes(), device, shape).to(ScalarType.Long),
        targets.relief().map(relief -> Tensors.of(relief, device, shape)));
  }
}
