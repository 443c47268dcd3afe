package org.vitmae.segmentation.model;

import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.data.Batch;
import org.vitmae.data.Draws;
import org.vitmae.model.DropPath;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/**
 * Leaves out whole channels of a map for some images and scales up the others (Tompson et al.
 * 2015), drawn from (seed, layer, epoch, sample id).
 *
 * @param rate probability that a channel is left out, in [0, 1)
 * @param epoch of the batch
 * @param ids sample ids, [N]
 */
@SuppressWarnings("ArrayRecordComponent")
public record ChannelDropout(double rate, long seed, int epoch, long[] ids) {
  /** Leaves out nothing: evaluation. */
  public static final ChannelDropout NONE = new ChannelDropout(0, 0, 0, new long[0]);

  /** Draws for a batch of training images. */
  public static ChannelDropout of(double rate, long seed, Batch batch) {
    return new ChannelDropout(rate, seed, batch.epoch(), batch.ids());
  }

  /**
   * Applies the draw of a layer.
   *
   * @param layer different names give independent draws
   * @param x [N, C, H, W]
   */
  Tensor apply(String layer, Tensor x) {
    if (rate == 0) {
      return x;
    }
    int channels = (int) x.size(1);
    float[] scales = new float[ids.length * channels];
    for (int i = 0; i < ids.length; i++) {
      RandomGenerator random = Draws.of(seed, "dropout/" + layer, epoch, ids[i]);
      for (int c = 0; c < channels; c++) {
        scales[i * channels + c] = DropPath.scale(rate, random.nextFloat());
      }
    }
    Tensor factors = Tensors.of(scales, Device.of(x), ids.length, channels, 1, 1);
    return x.mul(factors.to(x.scalar_type()));
  }
}
