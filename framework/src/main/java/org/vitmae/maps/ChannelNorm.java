package org.vitmae.maps;

import org.bytedeco.pytorch.Tensor;
import org.vitmae.config.ModelConfig;
import org.vitmae.model.LayerNorm;
import org.vitmae.model.Weights;

/** Layer norm over the channels of each cell, as ViTDet has it (Li et al. 2022, appendix A.2). */
public record ChannelNorm(LayerNorm norm) {
  /** Makes {@code name.weight} (one) and {@code name.bias} (zero). */
  public static ChannelNorm create(Weights weights, String name, long channels) {
    return new ChannelNorm(LayerNorm.create(weights, name, channels, ModelConfig.REFERENCE_EPS));
  }

  /** Normalizes [N, C, H, W]. */
  public Tensor apply(Tensor x) {
    return norm.apply(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2);
  }
}
