package org.vitmae.detection.model;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.maps.Convolution;
import org.vitmae.maps.Upscaling;
import org.vitmae.model.Weights;

/** Draws the outline of each region, one map per class (He et al. 2017, figure 4, right). */
final class MaskHead {
  private static final int CONVOLUTIONS = 4;
  private static final double LOGIT_STD = 0.001;

  private final List<Convolution> convolutions;
  private final Upscaling upscaling;
  private final Convolution logits;

  MaskHead(Weights weights, int channels, int classes) {
    this.convolutions =
        IntStream.range(0, CONVOLUTIONS)
            .mapToObj(
                i ->
                    Convolution.createForRelu(weights, "mask_fcn" + (i + 1), channels, channels, 3))
            .toList();
    this.upscaling = Upscaling.create(weights, "conv5_mask", channels, channels);
    this.logits =
        Convolution.create(weights, "mask_fcn_logits", channels, classes, 1, LOGIT_STD, 0);
  }

  /** Maps regions [R, C, S, S] to logits, float [R, K, 2S, 2S]. */
  Tensor apply(Tensor regions) {
    Tensor x = regions;
    for (Convolution convolution : convolutions) {
      x = convolution.apply(x).relu();
    }
    return logits.apply(upscaling.apply(x).relu()).to(ScalarType.Float);
  }
}
