package org.vitmae.segmentation.model;

import org.bytedeco.pytorch.Tensor;
import org.vitmae.maps.Convolution;
import org.vitmae.maps.LayerCost;
import org.vitmae.model.Weights;

/**
 * One convolution and a classifier (Long et al. 2015, "Fully Convolutional Networks"): UPerNet's
 * auxiliary head, which only serves to teach the encoder.
 */
final class FcnHead {
  private final NormedConvolution convolution;
  private final Convolution classify;

  FcnHead(Weights weights, HeadShape shape) {
    this.convolution =
        NormedConvolution.create(weights, "conv", shape.width(), shape.channels(), 3);
    this.classify = shape.classifier(weights, shape.channels());
  }

  static LayerCost cost(HeadShape shape, int patches) {
    return NormedConvolution.cost(shape.width(), shape.channels(), 3, patches)
        .plus(shape.classifierCost(shape.channels(), patches));
  }

  /** Maps [N, D, h, w] to scores [N, K, h, w]. */
  Tensor apply(Tensor map, ChannelDropout dropout) {
    return classify.apply(dropout.apply("auxiliary", convolution.apply(map)));
  }
}
