package org.vitmae.maps;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.vitmae.model.Weights;
import org.vitmae.tensor.AffineMap;

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

  /**
   * Maps [N, in, H, W] to [N, out, 2H, 2W], whose channels lie next to each other in memory.
   *
   * <p>No two cells overlap, so this is one matrix product: libtorch's own transposed convolution
   * takes three times as long to go back on a CPU.
   */
  public Tensor apply(Tensor x) {
    long n = x.size(0);
    long in = x.size(1);
    long height = x.size(2);
    long width = x.size(3);
    long out = weight.size(1);
    Tensor rows = x.permute(0, 2, 3, 1).reshape(n * height * width, in);
    Tensor quarters =
        AffineMap.apply(
            rows,
            weight.permute(2, 3, 1, 0).reshape(4 * out, in),
            new TensorOptional(bias.repeat(4)));
    return quarters
        .reshape(n, height, width, 2, 2, out)
        .permute(0, 1, 3, 2, 4, 5)
        .reshape(n, 2 * height, 2 * width, out)
        .permute(0, 3, 1, 2);
  }
}
