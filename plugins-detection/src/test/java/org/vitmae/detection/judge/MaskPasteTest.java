package org.vitmae.detection.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.vitmae.data.Draws;
import org.vitmae.data.RunLengths;
import org.vitmae.detection.evaluation.BoxRegion;

class MaskPasteTest {
  private static byte[] pixels(float[] mask, int side, BoxRegion box, int height, int width) {
    RunLengths drawn = MaskPaste.paste(mask, side, List.of(box), height, width).get(0);
    assertThat(drawn.height()).isEqualTo(height);
    assertThat(drawn.width()).isEqualTo(width);
    return drawn.decode();
  }

  @Test
  void aCertainMaskFillsThePixelsWhoseCentersAreInItsBox() {
    assertThat(pixels(new float[] {1}, 1, new BoxRegion(1, 1, 2, 1), 3, 4))
        .containsExactly(0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void aMaskOfThePixelsSizeIsCopied() {
    float[] square = {0.9f, 0.2f, 0.5f, 0.4999f};

    assertThat(pixels(square, 2, new BoxRegion(0, 0, 2, 2), 2, 2)).containsExactly(1, 0, 1, 0);
    assertThat(pixels(square, 2, new BoxRegion(1, 1, 2, 2), 3, 3))
        .containsExactly(0, 0, 0, 0, 1, 0, 0, 1, 0);
  }

  @Test
  void betweenCellsProbabilitiesAreInterpolatedAndFadeTowardsTheEdge() {
    // Centers lie at -0.25, 0.25, 0.75 and 1.25 cells: 0.75, 0.75, 0.25 and 0 of the left one.
    float[] mask = {1, 0, 1, 0};

    assertThat(pixels(mask, 2, new BoxRegion(0, 0, 4, 2), 2, 4))
        .containsExactly(1, 1, 0, 0, 1, 1, 0, 0);
    float[] faint = {0.6f, 0, 0.6f, 0};
    assertThat(pixels(faint, 2, new BoxRegion(0, 0, 4, 2), 2, 4)).containsOnly(0);
  }

  @Test
  void whatReachesBeyondTheImageIsLeftOut() {
    assertThat(pixels(new float[] {1, 1, 1, 1}, 2, new BoxRegion(-2, -2, 4, 4), 3, 3))
        .containsExactly(1, 1, 0, 1, 1, 0, 0, 0, 0);
    assertThat(pixels(new float[] {1}, 1, new BoxRegion(7, 1, 2, 2), 3, 3)).containsOnly(0);
    assertThat(pixels(new float[] {1}, 1, new BoxRegion(1, 1, 0, 2), 3, 3)).containsOnly(0);
  }

  @Test
  void everyPixelIsWhatSamplingTheWholeImageGives() {
    int side = 7;
    int height = 23;
    int width = 31;
    RandomGenerator random = Draws.of(3, "paste", 0, 0);
    for (int trial = 0; trial < 200; trial++) {
      float[] mask = new float[side * side];
      for (int i = 0; i < mask.length; i++) {
        mask[i] = random.nextFloat();
      }
      BoxRegion box =
          new BoxRegion(
              random.nextDouble() * 40 - 8,
              random.nextDouble() * 30 - 6,
              random.nextDouble() * 30 + 0.1,
              random.nextDouble() * 20 + 0.1);

      assertThat(pixels(mask, side, box, height, width))
          .isEqualTo(sampled(mask, side, box, height, width));
    }
  }

  /** Samples every pixel of the image, as grid sampling with zeros around the mask does. */
  private static byte[] sampled(float[] mask, int side, BoxRegion box, int height, int width) {
    byte[] pixels = new byte[height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double row = (y + 0.5 - box.y()) / box.height() * side - 0.5;
        double column = (x + 0.5 - box.x()) / box.width() * side - 0.5;
        double value = 0;
        for (int i = 0; i < side; i++) {
          for (int j = 0; j < side; j++) {
            double near =
                Math.max(0, 1 - Math.abs(row - i)) * Math.max(0, 1 - Math.abs(column - j));
            value += near * mask[i * side + j];
          }
        }
        pixels[y * width + x] = (byte) (value >= 0.5 ? 1 : 0);
      }
    }
    return pixels;
  }

  @Test
  void theNumberOfProbabilitiesMustFit() {
    assertThatThrownBy(
            () -> MaskPaste.paste(new float[5], 2, List.of(new BoxRegion(0, 0, 1, 1)), 4, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 boxes need 2 x 2 probabilities each, got 5");
  }
}
