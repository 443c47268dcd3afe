package org.vitmae.segmentation.model;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.maps.Bilinear;
import org.vitmae.maps.ChannelNorm;
import org.vitmae.maps.Convolution;
import org.vitmae.maps.LayerCost;
import org.vitmae.model.Weights;

/**
 * Gives every cell the means of the whole map and of its parts (Zhao et al. 2017, "Pyramid Scene
 * Parsing Network", section 3.2).
 */
final class PyramidPooling {
  /** Parts per side of each mean. */
  private static final List<Integer> PARTS = List.of(1, 2, 3, 6);

  private final List<Pool> pools;
  private final NormedConvolution mix;

  /**
   * Means, each reduced to few channels. They are normed cell by cell: the one cell of the whole
   * map would leave a group of one channel nothing but its own value to be normed with.
   */
  private record Pool(int parts, Convolution reduce, ChannelNorm norm) {
    static Pool create(Weights weights, int parts, int in, int out) {
      Weights own = weights.child("pool" + parts);
      return new Pool(
          parts,
          Convolution.createForRelu(own, "conv", in, out, 1),
          ChannelNorm.create(own, "norm", out));
    }

    static LayerCost cost(int parts, int in, int out) {
      return LayerCost.convolution(in, out, 1, parts * parts).plus(LayerCost.norm(out));
    }

    Tensor apply(Tensor x) {
      Tensor means = torch.adaptive_avg_pool2d(x, new long[] {parts, parts});
      return Bilinear.resizeLike(norm.apply(reduce.apply(means)).relu(), x);
    }
  }

  PyramidPooling(Weights weights, int in, int out) {
    this.pools = PARTS.stream().map(parts -> Pool.create(weights, parts, in, out)).toList();
    this.mix = NormedConvolution.create(weights, "mix", in + PARTS.size() * out, out, 3);
  }

  static LayerCost cost(int in, int out, double cells) {
    return PARTS.stream()
        .map(parts -> Pool.cost(parts, in, out))
        .reduce(NormedConvolution.cost(in + PARTS.size() * out, out, 3, cells), LayerCost::plus);
  }

  /** Maps [N, in, H, W] to [N, out, H, W]. */
  Tensor apply(Tensor x) {
    Tensor[] all =
        Stream.concat(Stream.of(x), pools.stream().map(pool -> pool.apply(x)))
            .toArray(Tensor[]::new);
    return mix.apply(torch.cat(new TensorVector(all), 1));
  }
}
