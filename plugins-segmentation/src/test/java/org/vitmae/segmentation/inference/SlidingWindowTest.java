package org.vitmae.segmentation.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.config.SegmenterConfig.Inference;
import org.vitmae.data.Draws;
import org.vitmae.image.BicubicResize;
import org.vitmae.image.HorizontalFlip;
import org.vitmae.image.Image;

class SlidingWindowTest {
  private static final int HEIGHT = 8;
  private static final int WIDTH = 12;
  private static final int MEAN = 51; // 0.2 of 255

  private static Image image(int height, int width, int colors) {
    RandomGenerator random = Draws.of(1, "test", 0, 0);
    byte[] pixels = new byte[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(colors);
    }
    return new Image(height, width, 1, pixels);
  }

  /** A model that goes by each pixel's own color: the color's class gets {@code sure}. */
  private static WindowProbabilities colors(int classes, float sure) {
    return (pixels, windows) -> {
      int plane = HEIGHT * WIDTH;
      float[] scores = new float[windows * classes * plane];
      for (int i = 0; i < pixels.length; i++) {
        int color = Math.min(pixels[i] & 0xff, classes - 1);
        scores[(i / plane * classes + color) * plane + i % plane] = sure;
      }
      return scores;
    };
  }

  /** A model that sees how bright a pixel is and the one to its right: not the same mirrored. */
  private static WindowProbabilities brightness() {
    return (pixels, windows) -> {
      int plane = HEIGHT * WIDTH;
      float[] scores = new float[windows * 2 * plane];
      for (int i = 0; i < pixels.length; i++) {
        int right = (i + 1) % WIDTH == 0 ? i : i + 1;
        scores[i / plane * 2 * plane + i % plane] =
            ((pixels[i] & 0xff) - (pixels[right] & 0xff) / 2) / 64f;
      }
      return scores;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "8, 12, 0",
    "8, 12, 0.5",
    "20, 31, 0",
    "20, 31, 0.3333",
    "20, 31, 0.9",
    "5, 7, 0.5",
    "5, 40, 0.25",
    "1, 1, 0",
    "9, 13, 0.5"
  })
  void givesBackWhatIsSeenPixelByPixel(int height, int width, double overlap) {
    Image image = image(height, width, 4);
    Prediction found = Windows.over(overlap).sliding(4).of(image, height, width, colors(4, 3));

    assertThat(found.mask().classes()).isEqualTo(image.pixels());
    assertThat(found.relief()).isEmpty();
  }

  @Test
  void everyWindowIsLookedAtOnceAndSeveralPerCall() {
    List<Integer> calls = new ArrayList<>();
    WindowProbabilities counting =
        (pixels, windows) -> {
          calls.add(windows);
          return colors(2, 1).of(pixels, windows);
        };
    Windows.over(0).sliding(2).of(image(24, 36, 2), 24, 36, counting);

    assertThat(calls).containsExactly(3, 3, 3);
  }

  @Test
  void windowsBeyondASmallImageHoldTheMeanColor() {
    List<byte[]> seen = new ArrayList<>();
    WindowProbabilities watching =
        (pixels, windows) -> {
          seen.add(pixels);
          return colors(2, 1).of(pixels, windows);
        };
    Windows.over(0).sliding(2).of(image(3, 5, 2), 3, 5, watching);

    assertThat(seen).hasSize(1);
    assertThat(seen.get(0)[4]).isBetween((byte) 0, (byte) 1);
    assertThat(seen.get(0)[5]).isEqualTo((byte) MEAN);
    assertThat(seen.get(0)[3 * WIDTH]).isEqualTo((byte) MEAN);
  }

  @Test
  void overlappingWindowsAverageProbabilities() {
    // Two windows side by side, 6 columns in common; the first is sure of class 0, the second less
    // sure of class 1.
    WindowProbabilities model =
        (pixels, windows) -> {
          int plane = HEIGHT * WIDTH;
          float[] seen = new float[windows * 3 * plane];
          fill(seen, plane, 0.9f, 0.1f, 0.5f, 0.3f, 0.7f, 1);
          return seen;
        };
    Prediction found =
        Windows.over(0.5).withInstances().sliding(3).of(image(8, 18, 2), 8, 18, model);

    float[] relief = found.relief().orElseThrow();
    assertThat(relief[0]).isCloseTo(0.5f, within(1e-6f));
    assertThat(relief[8]).isCloseTo(0.75f, within(1e-6f));
    assertThat(relief[17]).isCloseTo(1, within(1e-6f));
    assertThat(found.mask().classes()[8]).isZero(); // 0.9 and 0.3 against 0.1 and 0.7
    assertThat(found.mask().classes()[17]).isEqualTo((byte) 1);
  }

  /** Fills planes with a value each. */
  private static void fill(float[] planes, int plane, float... values) {
    for (int i = 0; i < values.length; i++) {
      Arrays.fill(planes, i * plane, (i + 1) * plane, values[i]);
    }
  }

  @Test
  void stripsChangeNothing() {
    Image image = image(30, 61, 200);
    Windows windows = Windows.over(0.3).withScales(List.of(0.7, 1.0, 1.6)).withInstances();
    Prediction whole = windows.sliding(3).of(image, 30, 61, three());
    Prediction narrow = windows.sliding(3, 4096).of(image, 30, 61, three());

    assertThat(narrow.mask().classes()).isEqualTo(whole.mask().classes());
    assertThat(narrow.relief().orElseThrow()).isEqualTo(whole.relief().orElseThrow());
  }

  private static WindowProbabilities three() {
    return (pixels, windows) -> {
      float[] scores = new float[windows * 3 * HEIGHT * WIDTH];
      int plane = HEIGHT * WIDTH;
      for (int i = 0; i < pixels.length; i++) {
        for (int k = 0; k < 3; k++) {
          scores[(i / plane * 3 + k) * plane + i % plane] =
              (float) Math.sin((pixels[i] & 0xff) * (k + 1) + 0.1 * (i % plane));
        }
      }
      return scores;
    };
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void mirroringChangesNothingForAModelThatDoesNotTellLeftFromRight(boolean flip) {
    Image image = image(20, 31, 3);
    Prediction found = Windows.over(0.5).withFlip(flip).sliding(3).of(image, 20, 31, colors(3, 1));

    assertThat(found.mask().classes()).isEqualTo(image.pixels());
  }

  @Test
  void withMirroringAMirroredImageHasTheMirroredAnswer() {
    Image image = image(8, 12, 256);
    SlidingWindow sliding = Windows.over(0).withFlip(true).sliding(2);
    byte[] found = sliding.of(image, 8, 12, brightness()).mask().classes();
    byte[] mirrored = sliding.of(HorizontalFlip.apply(image), 8, 12, brightness()).mask().classes();

    assertThat(HorizontalFlip.apply(new Image(8, 12, 1, mirrored)).pixels()).isEqualTo(found);
    assertThat(Windows.over(0).sliding(2).of(image, 8, 12, brightness()).mask().classes())
        .isNotEqualTo(found);
  }

  @Test
  void severalScalesOfAPlainImageAgree() {
    byte[] pixels = new byte[20 * 31];
    Arrays.fill(pixels, (byte) 2);
    Prediction found =
        Windows.over(0.5)
            .withScales(List.of(0.5, 1.0, 1.75))
            .sliding(4)
            .of(new Image(20, 31, 1, pixels), 20, 31, colors(4, 1));

    assertThat(found.mask().classes()).isEqualTo(pixels);
  }

  @Test
  void theReliefOfSeveralScalesIsTheirMean() {
    WindowProbabilities model =
        (pixels, windows) -> {
          float[] seen = new float[windows * 3 * HEIGHT * WIDTH];
          Arrays.fill(seen, 0.75f);
          return seen;
        };
    Prediction found =
        Windows.over(0)
            .withScales(List.of(0.5, 1.0, 1.75))
            .withFlip(true)
            .withInstances()
            .sliding(3)
            .of(image(20, 31, 2), 20, 31, model);

    float[] relief = found.relief().orElseThrow();
    assertThat(relief[0]).isCloseTo(0.75f, within(1e-6f));
    assertThat(relief[10 * 31 + 15]).isCloseTo(0.75f, within(1e-6f));
  }

  @Test
  void theAnswerIsInTheSourcesPixels() {
    byte[] halves = new byte[20 * 30];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = (byte) (i % 30 < 15 ? 0 : 1);
    }
    Image shown = BicubicResize.resize(new Image(20, 30, 1, halves), 10, 15);
    Prediction found = Windows.over(0.5).sliding(2).of(shown, 20, 30, colors(2, 5));

    assertThat(found.mask().height()).isEqualTo(20);
    for (int i = 0; i < halves.length; i++) {
      if (Math.abs(i % 30 - 14.5) > 2) {
        assertThat(found.mask().classes()[i]).isEqualTo(halves[i]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"80, 12", "16, 24", "4, 6", "8, 12", "200, 3"})
  void wholeImagesAreSeenInOneWindow(int height, int width) {
    byte[] pixels = new byte[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / width < height / 2 ? 0 : 200);
    }
    List<Integer> calls = new ArrayList<>();
    WindowProbabilities model =
        (bytes, windows) -> {
          calls.add(windows);
          int plane = HEIGHT * WIDTH;
          float[] scores = new float[2 * plane];
          for (int i = 0; i < plane; i++) {
            scores[plane + i] = (bytes[i] & 0xff) / 10f - 10;
          }
          return scores;
        };
    Prediction found =
        Windows.over(0.5)
            .withInference(Inference.WHOLE)
            .sliding(2)
            .of(new Image(height, width, 1, pixels), height, width, model);

    assertThat(calls).containsExactly(1);
    int cell = Math.max(1, height / HEIGHT);
    for (int i = 0; i < pixels.length; i++) {
      if (Math.abs(i / width + 0.5 - height / 2) > cell) {
        assertThat(found.mask().classes()[i])
            .as("row %d", i / width)
            .isEqualTo((byte) (pixels[i] == 0 ? 0 : 1));
      }
    }
  }

  @Test
  void aModelThatMovesWithTheImageGivesAMovedAnswer() {
    Image image = image(24, 36, 3);
    byte[] moved = new byte[24 * 36];
    for (int y = 1; y < 24; y++) {
      System.arraycopy(image.pixels(), (y - 1) * 36, moved, y * 36 + 1, 35);
    }
    SlidingWindow sliding = Windows.over(0.4).sliding(3);
    byte[] before = sliding.of(image, 24, 36, colors(3, 1)).mask().classes();
    byte[] after = sliding.of(new Image(24, 36, 1, moved), 24, 36, colors(3, 1)).mask().classes();

    for (int y = 1; y < 24; y++) {
      for (int x = 1; x < 36; x++) {
        assertThat(after[y * 36 + x]).isEqualTo(before[(y - 1) * 36 + x - 1]);
      }
    }
  }

  @Test
  void refusesAnotherNumberOfChannels() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Windows.over(0).sliding(2).of(new Image(2, 2, 3, new byte[12]), 2, 2, colors(2, 1)))
        .withMessage("an image must have 1 channels, got 3");
  }
}
