package org.vitmae.detection.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.maps.ChannelNorm;
import org.vitmae.maps.Convolution;
import org.vitmae.maps.LayerCost;
import org.vitmae.model.Weights;

/** Convolutions of pooled regions one after the other, each with a norm if wanted and a ReLU. */
record HeadConvolutions(List<Layer> layers) {
  private static final int SIDE = 3;

  private record Layer(Convolution convolution, Optional<ChannelNorm> norm) {
    Tensor apply(Tensor x) {
      Tensor mixed = convolution.apply(x);
      return norm.map(own -> own.apply(mixed)).orElse(mixed).relu();
    }
  }

  /** Makes {@code name1} and so on, whose norms are {@code name1.norm} and so on. */
  static HeadConvolutions create(
      Weights weights, String name, int channels, int count, boolean norms) {
    return new HeadConvolutions(
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> layer(weights, name + i, channels, norms))
            .toList());
  }

  private static Layer layer(Weights weights, String name, int channels, boolean norms) {
    return new Layer(
        Convolution.createForRelu(weights, name, channels, channels, SIDE),
        norms
            ? Optional.of(ChannelNorm.create(weights.child(name), "norm", channels))
            : Optional.empty());
  }

  /**
   * Returns their cost.
   *
   * @param cells of all regions
   */
  static LayerCost cost(int channels, int count, boolean norms, double cells) {
    LayerCost convolution = LayerCost.convolution(channels, channels, SIDE, cells);
    return (norms ? convolution.plus(LayerCost.norm(channels)) : convolution).times(count);
  }

  /** Maps [R, C, S, S] to the same shape. */
  Tensor apply(Tensor regions) {
    Tensor x = regions;
    for (Layer layer : layers) {
      x = layer.apply(x);
    }
    return x;
  }
}
