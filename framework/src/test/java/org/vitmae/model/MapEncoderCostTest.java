package org.vitmae.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.ModelConfig.Blocks;

class MapEncoderCostTest {
  private static final PatchGrid GRID = new PatchGrid(64, 64, 16, 3);
  private static final double TOKENS = 12 * 24.0 * 4096 * 768 * 768;

  @Test
  void windowsSaveMostProductsOfPatches() {
    double attention = 4.0 * 768 * (4 * 4096.0 * 4096 + 8 * 25 * 196.0 * 196);

    assertThat(cost(new AttentionLayout(14, 4, false)).blockFlops()).isEqualTo(TOKENS + attention);
    assertThat(cost(AttentionLayout.PLAIN).blockFlops())
        .isEqualTo(TOKENS + 4.0 * 768 * 12 * 4096.0 * 4096)
        .isEqualTo(Cost.encoderFlops(base(), 4095)); // the class token in place of a patch
  }

  @Test
  void relativePositionsCostTwoProductsPerQuery() {
    double bias = 2.0 * 768 * (4 * 4096.0 * 128 + 8 * 25 * 196.0 * 28);

    assertThat(cost(new AttentionLayout(14, 4, true)).blockFlops())
        .isEqualTo(cost(new AttentionLayout(14, 4, false)).blockFlops() + bias);
  }

  @Test
  void everyPatchIsProjected() {
    assertThat(cost(AttentionLayout.PLAIN).projectionFlops()).isEqualTo(2.0 * 4096 * 768 * 768);
  }

  private static MapEncoderCost cost(AttentionLayout layout) {
    return MapEncoderCost.of(base(), GRID, layout);
  }

  private static ModelConfig base() {
    return ModelConfig.of(16, new Blocks(768, 12, 12), new Blocks(512, 8, 16));
  }
}
