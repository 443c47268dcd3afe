package org.vitmae.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.vitmae.masking.Mask;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class VisionTransformerTest {
  private static final int N = 3;
  private static final PatchGrid GRID = TinyMae.GRID;

  @Test
  void encodingNeverMasksAndIsDeterministic() {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        TinyMae mae = TinyMae.of(TinyMae.config(), GRID, 1)) {
      float[] values = TinyMae.noise(GRID, N, 1);
      float[] once = encode(mae, values);

      assertThat(once).hasSize(N * (1 + GRID.length()) * TinyMae.config().embedDim());
      assertThat(encode(mae, values)).isEqualTo(once);
      for (int patch = 0; patch < GRID.length(); patch++) {
        float[] changed = values.clone();
        changed[TinyMae.place(GRID, 0, patch, 0)] += 1;
        assertThat(encode(mae, changed)).as("patch %d", patch).isNotEqualTo(once);
      }
    }
  }

  @Test
  void withEveryPatchVisibleBothWaysOfEncodingAgree() {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        TinyMae mae = TinyMae.of(TinyMae.config(), GRID, 2)) {
      float[] values = TinyMae.noise(GRID, N, 2);
      MaskIndices all = TinyMae.indices(Mask.none(N, GRID.length()));
      float[] visible =
          Tensors.toFloats(
              mae.model()
                  .encoder()
                  .encodeVisible(TinyMae.patched(values, GRID), all, FeatureTap.NONE));

      assertThat(visible).usingComparatorWithPrecision(1e-5f).containsExactly(encode(mae, values));
    }
  }

  @Test
  void withoutGradientsABlockLeavesNothingButItsResult() {
    Map<String, Tensor> seen = new HashMap<>();
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        TinyMae mae = TinyMae.of(TinyMae.config(), GRID, 4)) {
      PatchedImages images = TinyMae.patched(TinyMae.noise(GRID, N, 4), GRID);
      mae.model().encoder().encode(images, DropPath.NONE, seen::put);

      assertThat(seen.get("blocks.0.attn").isNull()).isTrue();
      assertThat(seen.get("blocks.0").isNull()).isFalse();
    }
  }

  @Test
  void anImageIsEncodedAloneAsInABatch() {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        TinyMae mae = TinyMae.of(TinyMae.config(), GRID, 3)) {
      float[] values = TinyMae.noise(GRID, N, 3);
      float[] together = encode(mae, values);
      int size = values.length / N;
      float[] alone = encode(mae, Arrays.copyOfRange(values, size, 2 * size));

      assertThat(alone)
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(Arrays.copyOfRange(together, alone.length, 2 * alone.length));
    }
  }

  @Test
  void aSkippedBranchAddsNothing() {
    long[] ids = {1, 2, 3};
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        TinyMae mae = TinyMae.of(TinyMae.config(), GRID, 4)) {
      DropPath drawn = DropPath.draw(0.999, 2, 1, 0, ids, Device.CPU);
      float[][] afterBlock = new float[2][];
      mae.model()
          .encoder()
          .encode(
              TinyMae.patched(TinyMae.noise(GRID, N, 4), GRID),
              drawn,
              (name, value) -> {
                if (name.matches("blocks\\.\\d")) {
                  afterBlock[name.charAt(7) - '0'] = Tensors.toFloats(value);
                }
              });
      // The first block is never skipped, the last one practically always.
      assertThat(afterBlock[1]).isEqualTo(afterBlock[0]);
    }
  }

  private static float[] encode(TinyMae mae, float[] values) {
    return Tensors.toFloats(
        mae.model()
            .encoder()
            .encode(TinyMae.patched(values, GRID), DropPath.NONE, FeatureTap.NONE));
  }
}
