package org.vitmae.maps;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.model.Weights;

/**
 * A convolution with stride 1 that keeps the map's size.
 *
 * @param weight [out, in, P, P], P odd
 * @param bias [out]
 */
public record Convolution(Tensor weight, Tensor bias) {
  /**
   * Makes {@code name.weight}, normal with deviation {@code std}, and {@code name.bias}, constant.
   */
  public static Convolution create(
      Weights weights, String name, long in, long out, long side, double std, double bias) {
    Weights own = weights.child(name);
    return new Convolution(
        own.normal("weight", std, out, in, side, side), own.constant("bias", (float) bias, out));
  }

  /** Makes a convolution whose output has its input's variance (LeCun et al. 1998), bias 0. */
  public static Convolution create(Weights weights, String name, long in, long out, long side) {
    return create(weights, name, in, out, side, Math.sqrt(1.0 / (in * side * side)), 0);
  }

  /** Makes a convolution for a ReLU to follow (He et al. 2015), bias 0. */
  public static Convolution createForRelu(
      Weights weights, String name, long in, long out, long side) {
    return create(weights, name, in, out, side, Math.sqrt(2.0 / (out * side * side)), 0);
  }

  /** Maps [N, in, H, W] to [N, out, H, W]. */
  public Tensor apply(Tensor x) {
    long padding = weight.size(2) / 2;
    return torch.conv2d(
        x,
        weight,
        new TensorOptional(bias),
        new long[] {1, 1},
        new long[] {padding, padding},
        new long[] {1, 1},
        1);
  }
}
