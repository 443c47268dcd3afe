package org.vitmae.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Normalization of the last dimension to mean 0 and variance 1, then scale and shift.
 *
 * @param weight scale, [D]
 * @param bias shift, [D]
 * @param eps added to the variance
 */
public record LayerNorm(Tensor weight, Tensor bias, double eps) {
  /** Makes {@code name.weight} (one) and {@code name.bias} (zero). */
  public static LayerNorm create(Weights weights, String name, long width, double eps) {
    Weights own = weights.child(name);
    return new LayerNorm(own.constant("weight", 1, width), own.constant("bias", 0, width), eps);
  }

  /** Normalizes [..., D]. */
  public Tensor apply(Tensor x) {
    return torch.layer_norm(
        x,
        new long[] {weight.size(0)},
        new TensorOptional(weight),
        new TensorOptional(bias),
        eps,
        false);
  }
}
