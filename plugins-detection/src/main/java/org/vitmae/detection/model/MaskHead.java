package org.vitmae.detection.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.maps.Convolution;
import org.vitmae.maps.Upscaling;
import org.vitmae.model.Weights;

/** Draws the outline of each region, one map per class (He et al. 2017, figure 4, right). */
final class MaskHead {
  static final int CONVOLUTIONS = 4;

  private static final double LOGIT_STD = 0.001;

  private final HeadConvolutions convolutions;
  private final Upscaling upscaling;
  private final Convolution logits;

  MaskHead(Weights weights, TwoStageConfig config) {
    int channels = config.channels();
    this.convolutions =
        HeadConvolutions.create(
            weights, "mask_fcn", channels, CONVOLUTIONS, config.design().norms());
    this.upscaling = Upscaling.create(weights, "conv5_mask", channels, channels);
    this.logits =
        Convolution.create(weights, "mask_fcn_logits", channels, config.classes(), 1, LOGIT_STD, 0);
  }

  /** Maps regions [R, C, S, S] to logits, float [R, K, 2S, 2S]. */
  Tensor apply(Tensor regions) {
    Tensor x = upscaling.apply(convolutions.apply(regions)).relu();
    return logits.apply(x).to(ScalarType.Float);
  }
}
