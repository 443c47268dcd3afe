package org.vitmae.maps;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.model.Weights;

/**
 * A transposed convolution that doubles a map's sides.
 *
 * @param weight [in, out, 2, 2]
 * @param bias [out]
 */
public record Upscaling(Tensor weight, Tensor bias) {
  /** Makes {@code name.weight}, whose output has its input's variance, and {@code name.bias}, 0. */
  public static Upscaling create(Weights weights, String name, long in, long out) {
    Weights own = weights.child(name);
    return new Upscaling(
        own.normal("weight", Math.sqrt(1.0 / in), in, out, 2, 2), own.constant("bias", 0, out));
  }

  /** Maps [N, in, H, W] to [N, out, 2H, 2W]. */
  public Tensor apply(Tensor x) {
    return torch.conv_transpose2d(
        x,
        weight,
        new TensorOptional(bias),
        new long[] {2, 2},
        new long[] {0, 0},
        new long[] {0, 0},
        1,
        1,
        1);
  }
}
