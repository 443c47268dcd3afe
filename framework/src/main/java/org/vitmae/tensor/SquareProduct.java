package org.vitmae.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The product of two square matrices: the most arithmetic that libtorch gets out of a device. */
public record SquareProduct(int side, Device device, Precision precision) {
  /** Returns the operations of one product, multiplications and additions. */
  public double flops() {
    return 2.0 * side * side * side;
  }

  /** Returns the duration of the fastest of several products, in nanoseconds. */
  public long bestNanos() {
    ScalarType type = precision == Precision.BF16 ? ScalarType.BFloat16 : ScalarType.Float;
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad()) {
      // Values that vary: on constant ones a GPU draws less power and clocks higher.
      Tensor a =
          torch
              .arange(new Scalar((long) side * side), device.options(ScalarType.Float))
              .sin()
              .view(side, side)
              .to(type);
      return BestTime.nanos(device, () -> AffineMap.apply(a, a, new TensorOptional()));
    }
  }
}
