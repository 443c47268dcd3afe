package org.vitmae.segmentation.model;

import org.bytedeco.pytorch.Tensor;
import org.vitmae.maps.Convolution;
import org.vitmae.maps.GroupNorm;
import org.vitmae.maps.LayerCost;
import org.vitmae.model.Weights;

/** A convolution, group norm and ReLU. */
record NormedConvolution(Convolution convolution, GroupNorm norm) {
  static NormedConvolution create(Weights weights, String name, long in, long out, long side) {
    Weights own = weights.child(name);
    return new NormedConvolution(
        Convolution.createForRelu(own, "conv", in, out, side), GroupNorm.create(own, "norm", out));
  }

  static LayerCost cost(long in, long out, long side, double cells) {
    return LayerCost.convolution(in, out, side, cells).plus(LayerCost.norm(out));
  }

  /** Maps [N, in, H, W] to [N, out, H, W]. */
  Tensor apply(Tensor x) {
    return norm.apply(convolution.apply(x)).relu();
  }
}
