package org.vitmae.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.vitmae.tensor.AffineMap;

/**
 * An affine map of the last dimension.
 *
 * @param weight [out, in]
 * @param bias [out]
 */
public record Linear(Tensor weight, Tensor bias) {
  /** Makes {@code name.weight} (Xavier uniform) and {@code name.bias} (zero), as the reference. */
  public static Linear create(Weights weights, String name, long in, long out) {
    Weights own = weights.child(name);
    return new Linear(own.xavierUniform("weight", out, in, out, in), own.constant("bias", 0, out));
  }

  /** Maps [..., in] to [..., out]. */
  public Tensor apply(Tensor x) {
    return AffineMap.apply(x, weight, new TensorOptional(bias));
  }
}
