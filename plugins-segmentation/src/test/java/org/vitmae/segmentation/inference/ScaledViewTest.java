package org.vitmae.segmentation.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.image.Image;

class ScaledViewTest {
  private static final int HEIGHT = 10;
  private static final int WIDTH = 20;
  private static final int CLASSES = 2;
  private static final int WINDOW_HEIGHT = 4;
  private static final int WINDOW_WIDTH = 6;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5})
  void anyColumnsAreSeenAsInTheWholeImage(double overlap) {
    float[][] whole = lastRow(overlap, 0, WIDTH);

    for (int first = 0; first < WIDTH; first++) {
      for (int end = first + 1; end <= WIDTH; end++) {
        float[][] part = lastRow(overlap, first, end);
        for (int k = 0; k < CLASSES; k++) {
          assertThat(part[k])
              .as("columns %d to %d", first, end)
              .isEqualTo(Arrays.copyOfRange(whole[k], first, end));
        }
      }
    }
  }

  /** Returns the last row of a view of some columns, by class. */
  private static float[][] lastRow(double overlap, int first, int end) {
    byte[] pixels = new byte[HEIGHT * WIDTH];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (1 + i % 100);
    }
    WindowModel windows =
        new WindowModel(WINDOW_HEIGHT, WINDOW_WIDTH, new byte[1], CLASSES, CLASSES, overlap, false);
    ScaledView view =
        new ScaledView(
            new Image(HEIGHT, WIDTH, 1, pixels),
            HEIGHT,
            WIDTH,
            first,
            end,
            windows,
            ScaledViewTest::brightness);
    float[] last = view.row(HEIGHT - 1);
    float[][] byClass = new float[CLASSES][];
    for (int k = 0; k < CLASSES; k++) {
      byClass[k] = Arrays.copyOfRange(last, k * (end - first), (k + 1) * (end - first));
    }
    return byClass;
  }

  /** A model that sees how bright a pixel is, which is more than 0, and twice that. */
  private static float[] brightness(byte[] pixels, int windows) {
    int plane = WINDOW_HEIGHT * WINDOW_WIDTH;
    float[] seen = new float[windows * CLASSES * plane];
    for (int i = 0; i < seen.length; i++) {
      int window = i / (CLASSES * plane);
      seen[i] = pixels[window * plane + i % plane] * (i / plane % CLASSES + 1);
    }
    return seen;
  }
}
