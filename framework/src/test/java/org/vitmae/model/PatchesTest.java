package org.vitmae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ModelConfig;
import org.vitmae.data.Batch;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class PatchesTest {
  private static final int N = 2;

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1", "3, 5, 3, 1", "2, 1, 4, 3", "4, 3, 5, 4", "2, 3, 2, 16"})
  void unpatchifyInvertsPatchify(int rows, int columns, int side, int channels) {
    PatchGrid grid = new PatchGrid(rows, columns, side, channels);
    float[] values = TinyMae.noise(grid, N, 1);
    try (Scope scope = new Scope()) {
      Tensor patches = Patches.patchify(TinyMae.imgs(values, grid), side);

      assertThat(Tensors.shape(patches)).containsExactly(N, grid.length(), grid.patchValues());
      assertThat(Tensors.toFloats(Patches.unpatchify(patches, grid))).isEqualTo(values);
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 5, 3, 1", "4, 3, 5, 4"})
  void patchesAreRowMajorAndTheirValuesRowColumnChannel(
      int rows, int columns, int side, int channels) {
    PatchGrid grid = new PatchGrid(rows, columns, side, channels);
    float[] values = TinyMae.noise(grid, N, 2);
    float[] expected = new float[values.length];
    int at = 0;
    for (int image = 0; image < N; image++) {
      for (int patch = 0; patch < grid.length(); patch++) {
        for (int i = 0; i < grid.patchValues(); i++) {
          expected[at++] = values[TinyMae.place(grid, image, patch, i)];
        }
      }
    }
    try (Scope scope = new Scope()) {
      assertThat(Tensors.toFloats(Patches.patchify(TinyMae.imgs(values, grid), side)))
          .isEqualTo(expected);
    }
  }

  @Test
  void sidesThatPatchesDoNotTileAreRefused() {
    try (Scope scope = new Scope()) {
      Tensor imgs = Tensors.of(new float[60], Device.CPU, 1, 1, 6, 10);
      assertThatThrownBy(() -> Patches.patchify(imgs, 4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "images must have H % patchSize == 0 and W % patchSize == 0, got H=6, W=10,"
                  + " patchSize=4");
    }
  }

  @Test
  void aGridNamesTheKeysThatDoNotFit() {
    ModelConfig model = TinyMae.config(4, 1, true, ModelConfig.Loss.L2);

    assertThat(PatchGrid.of(model, TinyMae.data(8, 12, 3))).isEqualTo(new PatchGrid(2, 3, 4, 3));
    assertThatThrownBy(() -> PatchGrid.of(model, TinyMae.data(8, 13, 3)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "model.patch-size is 4", "8 x 13", "data.image-width", "multiples");
  }

  @Test
  void imagesOfAnotherShapeAreRefusedWithBothShapes() {
    Batch batch = TinyMae.batch(new PatchGrid(2, 2, 2, 3), 0, 0, 1);
    assertThatThrownBy(
            () ->
                PatchedImages.of(
                    batch, new PatchGrid(2, 4, 2, 1), PixelNormalization.NONE, Device.CPU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images must be [4, 8, 1] (H, W, C), got [4, 4, 3]");
  }

  @Test
  void selectedPatchesAreThoseOfAllPatches() {
    PatchGrid grid = new PatchGrid(2, 3, 2, 3);
    Batch batch = TinyMae.batch(grid, 0, 0, N);
    try (Scope scope = new Scope();
        PixelNormalization normalization =
            PixelNormalization.of(TinyMae.data(4, 6, 3), grid.patchSize(), Device.CPU)) {
      PatchedImages images = PatchedImages.of(batch, grid, normalization, Device.CPU);
      long[] rows = {4, 0, 11, 6};
      float[] all = Tensors.toFloats(images.all());
      float[] chosen = Tensors.toFloats(images.select(Tensors.of(rows, Device.CPU, rows.length)));

      int values = grid.patchValues();
      for (int i = 0; i < rows.length * values; i++) {
        assertThat(chosen[i]).isEqualTo(all[(int) rows[i / values] * values + i % values]);
      }
    }
  }
}
