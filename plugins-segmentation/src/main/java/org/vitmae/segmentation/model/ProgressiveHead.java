package org.vitmae.segmentation.model;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.maps.ChannelNorm;
import org.vitmae.maps.Convolution;
import org.vitmae.maps.GroupNorm;
import org.vitmae.maps.LayerCost;
import org.vitmae.maps.Upscaling;
import org.vitmae.model.Weights;

/**
 * Doubles the last block's map step by step until a cell has 4 pixels a side or less, at least once
 * (after Zheng et al. 2021, "SETR", section 3.3; theirs interpolates between convolutions).
 */
final class ProgressiveHead implements Head {
  private static final double FINE = 4;

  private final int lastBlock;
  private final ChannelNorm norm;
  private final NormedConvolution reduce;
  private final List<Stage> stages;
  private final Convolution classify;

  /** A transposed convolution that doubles the sides, and a convolution, each normed. */
  private record Stage(Upscaling up, GroupNorm norm, NormedConvolution mix) {
    static Stage create(Weights weights, int channels) {
      return new Stage(
          Upscaling.create(weights, "up", channels, channels),
          GroupNorm.create(weights, "norm", channels),
          NormedConvolution.create(weights, "mix", channels, channels, 3));
    }

    static LayerCost cost(int channels, double cells) {
      return LayerCost.upscaling(channels, channels, cells)
          .plus(LayerCost.norm(channels))
          .plus(NormedConvolution.cost(channels, channels, 3, 4 * cells));
    }

    Tensor apply(Tensor x) {
      return mix.apply(norm.apply(up.apply(x)).relu());
    }
  }

  /** Makes the layers. */
  ProgressiveHead(Weights weights, HeadShape shape) {
    this.lastBlock = shape.depth() - 1;
    this.norm = ChannelNorm.create(weights, "norm", shape.width());
    this.reduce = NormedConvolution.create(weights, "reduce", shape.width(), shape.channels(), 3);
    this.stages =
        IntStream.range(0, stages(shape.patchSize()))
            .mapToObj(i -> Stage.create(weights.child("stage" + i), shape.channels()))
            .toList();
    this.classify = shape.classifier(weights, shape.channels());
  }

  private static int stages(int patchSize) {
    int stages = 1;
    for (double cell = patchSize / 2.0; cell > FINE; cell /= 2) {
      stages++;
    }
    return stages;
  }

  /** Returns the cost for an image of {@code patches} patches. */
  static LayerCost cost(HeadShape shape, int patches) {
    LayerCost cost =
        LayerCost.norm(shape.width())
            .plus(NormedConvolution.cost(shape.width(), shape.channels(), 3, patches));
    double cells = patches;
    for (int i = 0; i < stages(shape.patchSize()); i++) {
      cost = cost.plus(Stage.cost(shape.channels(), cells));
      cells *= 4;
    }
    return cost.plus(shape.classifierCost(shape.channels(), cells));
  }

  @Override
  public List<Integer> blocks() {
    return List.of(lastBlock);
  }

  @Override
  public Tensor apply(List<Tensor> maps, ChannelDropout dropout) {
    Tensor x = reduce.apply(norm.apply(maps.get(0)));
    for (Stage stage : stages) {
      x = stage.apply(x);
    }
    return classify.apply(dropout.apply("classify", x));
  }
}
