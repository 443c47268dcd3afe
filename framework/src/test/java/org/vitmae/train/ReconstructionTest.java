package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vitmae.data.Batch;
import org.vitmae.image.Normalization;
import org.vitmae.masking.Mask;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.TinyMae;

class ReconstructionTest {
  private static final PatchGrid GRID = new PatchGrid(3, 4, 2, 3);
  private static final int N = 2;
  private static final Normalization PIXELS =
      new Normalization(List.of(0.5, 0.4, 0.3), List.of(0.2, 0.25, 0.3));

  private final Batch batch = TinyMae.batch(GRID, 0, 0, N);
  private final Mask mask = TinyMae.mask(GRID, N, 0.75, 1);

  @Test
  void visiblePatchesAreTheOriginalsAndHiddenOnesGrayOrPredicted() {
    for (int image = 0; image < N; image++) {
      Canvas canvas = new Canvas(batch, image, GRID);
      Reconstruction drawn = draw(batch, image, constant(100), false);
      for (int patch = 0; patch < GRID.length(); patch++) {
        boolean hidden = mask.mask()[image * GRID.length() + patch] == 1;
        for (int i = 0; i < GRID.patchValues(); i++) {
          int at = canvas.position(patch, i);
          byte original = canvas.copy()[at];
          assertThat(drawn.original().pixels()[at]).isEqualTo(original);
          assertThat(drawn.masked().pixels()[at]).isEqualTo(hidden ? (byte) 128 : original);
          assertThat(drawn.reconstructed().pixels()[at]).isEqualTo(hidden ? 100 : original);
        }
      }
    }
  }

  @Test
  void aPerfectPredictionRedrawsTheImage() {
    float[] predicted = new float[N * GRID.length() * GRID.patchValues()];
    for (int image = 0; image < N; image++) {
      Canvas canvas = new Canvas(batch, image, GRID);
      for (int patch = 0; patch < GRID.length(); patch++) {
        for (int i = 0; i < GRID.patchValues(); i++) {
          byte pixel = canvas.copy()[canvas.position(patch, i)];
          predicted[place(image, patch) + i] = (float) PIXELS.normalize(pixel, i % 3);
        }
      }
    }
    for (int image = 0; image < N; image++) {
      Reconstruction drawn = draw(batch, image, predicted, false);
      assertThat(drawn.reconstructed().pixels()).isEqualTo(drawn.original().pixels());
    }
  }

  @Test
  void predictionsBeyondBlackAndWhiteAreClipped() {
    Reconstruction dark = draw(batch, 0, constant(-1000), false);
    Reconstruction bright = draw(batch, 0, constant(1000), false);
    int at = new Canvas(batch, 0, GRID).position(hiddenPatch(), 0);
    assertThat(dark.reconstructed().pixels()[at]).isZero();
    assertThat(bright.reconstructed().pixels()[at]).isEqualTo((byte) 255);
  }

  @Test
  void normalizedPatchesAreShownWithoutKnowledgeOfTheHiddenOnes() {
    byte[] pixels = batch.pixels().clone();
    for (int image = 0; image < N; image++) {
      Canvas canvas = new Canvas(batch, image, GRID);
      for (int patch = 0; patch < GRID.length(); patch++) {
        if (mask.mask()[image * GRID.length() + patch] == 1) {
          for (int i = 0; i < GRID.patchValues(); i++) {
            int at = image * (pixels.length / N) + canvas.position(patch, i);
            pixels[at] = (byte) (7 * patch + i);
          }
        }
      }
    }
    assertThat(pixels).isNotEqualTo(batch.pixels());
    Batch other =
        new Batch(0, batch.ids(), N, batch.height(), batch.width(), 3, pixels, batch.annotations());
    float[] predicted = TinyMae.noise(GRID, N, 5);

    for (int image = 0; image < N; image++) {
      Reconstruction one = draw(batch, image, predicted, true);
      Reconstruction two = draw(other, image, predicted, true);
      assertThat(two.original().pixels()).isNotEqualTo(one.original().pixels());
      assertThat(two.masked().pixels()).isEqualTo(one.masked().pixels());
      assertThat(two.reconstructed().pixels()).isEqualTo(one.reconstructed().pixels());
    }
  }

  @Test
  void normalizedPatchesTakeBrightnessAndContrastFromVisibleOnes() {
    byte[] pixels = new byte[batch.pixels().length];
    Arrays.fill(pixels, (byte) 60);
    Batch flat =
        new Batch(0, batch.ids(), N, batch.height(), batch.width(), 3, pixels, batch.annotations());
    Normalization same = new Normalization(List.of(0.5, 0.5, 0.5), List.of(0.2, 0.2, 0.2));
    Reconstruction drawn =
        Reconstruction.of(flat, 0, mask, TinyMae.noise(GRID, N, 5), GRID, same, true);

    assertThat(drawn.reconstructed().pixels()).containsOnly((byte) 60);
  }

  private Reconstruction draw(Batch drawn, int image, float[] predicted, boolean normPix) {
    return Reconstruction.of(drawn, image, mask, predicted, GRID, PIXELS, normPix);
  }

  /** Predicts one gray level for all pixels. */
  private static float[] constant(int level) {
    float[] predicted = new float[N * GRID.length() * GRID.patchValues()];
    for (int i = 0; i < predicted.length; i++) {
      int channel = i % 3;
      predicted[i] =
          (float) ((level / 255.0 - PIXELS.mean().get(channel)) / PIXELS.std().get(channel));
    }
    return predicted;
  }

  private int place(int image, int patch) {
    int row = image * GRID.length();
    return (row + (int) mask.idsRestore()[row + patch]) * GRID.patchValues();
  }

  private int hiddenPatch() {
    int patch = 0;
    while (mask.mask()[patch] == 0) {
      patch++;
    }
    return patch;
  }
}
