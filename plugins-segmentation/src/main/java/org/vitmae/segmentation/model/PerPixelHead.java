package org.vitmae.segmentation.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.maps.ChannelNorm;
import org.vitmae.maps.Convolution;
import org.vitmae.maps.LayerCost;
import org.vitmae.model.Weights;

/** A linear map of each patch of the last block (Strudel et al. 2021, "Segmenter", section 3.2). */
final class PerPixelHead implements Head {
  private final int lastBlock;
  private final ChannelNorm norm;
  private final Convolution classify;

  /** Makes the layers. */
  PerPixelHead(Weights weights, HeadShape shape) {
    this.lastBlock = shape.depth() - 1;
    this.norm = ChannelNorm.create(weights, "norm", shape.width());
    this.classify = shape.classifier(weights, shape.width());
  }

  /** Returns the cost for an image of {@code patches} patches. */
  static LayerCost cost(HeadShape shape, int patches) {
    return LayerCost.norm(shape.width()).plus(shape.classifierCost(shape.width(), patches));
  }

  @Override
  public List<Integer> blocks() {
    return List.of(lastBlock);
  }

  @Override
  public Tensor apply(List<Tensor> maps, ChannelDropout dropout) {
    return classify.apply(dropout.apply("classify", norm.apply(maps.get(0))));
  }
}
