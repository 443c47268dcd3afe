package org.vitmae.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {
  @Test
  void resizingToTheSameSizeChangesNothing() {
    Image image = noise(9, 7, 3);

    assertThat(BicubicResize.resize(image, 9, 7)).isSameAs(image);
  }

  @Test
  void resizingAWindowIsCuttingThenResizing() {
    Image image = noise(20, 30, 5);
    Window window = new Window(3, 4, 11, 17);
    Image cut = BicubicResize.resize(image, window, 11, 17);

    Image direct = BicubicResize.resize(image, window, 8, 23);

    assertThat(cut.at(2, 5, 4)).isEqualTo(image.at(5, 9, 4));
    assertThat(Arrays.mismatch(direct.pixels(), BicubicResize.resize(cut, 8, 23).pixels()))
        .isEqualTo(-1);
  }

  @Test
  void computingAPartGivesThatPartOfTheWhole() {
    Image image = noise(31, 40, 3);
    Image whole = BicubicResize.resize(image, 20, 50);

    Image part = BicubicResize.resize(image, Window.whole(31, 40), 20, 50, new Window(5, 6, 7, 8));

    for (int y = 0; y < 7; y++) {
      for (int x = 0; x < 8; x++) {
        assertThat(part.at(y, x, 1)).isEqualTo(whole.at(5 + y, 6 + x, 1));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // a window's top, left, height and width, and the new height and width
    "0, 0, 31, 40, 20, 50",
    "0, 0, 31, 40, 31, 40",
    "3, 5, 7, 11, 40, 40",
    "30, 0, 1, 40, 5, 9",
    "1, 2, 28, 2, 3, 1",
    "4, 6, 9, 8, 9, 8",
  })
  void aMappedImageGivesTheSameBytesAndIsNotTouchedOutsideOfTheWindow(
      int top, int left, int windowHeight, int windowWidth, int height, int width) {
    Image image = noise(31, 40, 3);
    Window window = new Window(top, left, windowHeight, windowWidth);
    ByteBuffer mapped = ByteBuffer.allocateDirect(image.pixels().length);
    Image direct = new Image(31, 40, 3, mapped);
    for (int y = top; y < top + windowHeight; y++) {
      int from = (y * 40 + left) * 3;
      mapped.put(from, image.pixels(), from, windowWidth * 3);
    }

    assertThat(BicubicResize.resize(direct, window, height, width).pixels())
        .isEqualTo(BicubicResize.resize(image, window, height, width).pixels());
  }

  @Test
  void aConstantImageStaysConstantAtAnySize() {
    byte[] pixels = new byte[13 * 5];
    Arrays.fill(pixels, (byte) 201);

    Image resized = BicubicResize.resize(new Image(13, 5, 1, pixels), 4, 50);

    assertThat(resized.pixels()).containsOnly(201);
  }

  @Test
  void refusesAWindowOutsideTheImage() {
    assertThatThrownBy(() -> BicubicResize.resize(noise(4, 4, 1), new Window(0, 1, 4, 4), 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not lie inside 4 rows and 4 columns");
  }

  @ParameterizedTest
  @CsvSource({
    // image height and width, target height and width, resized height and width
    "100, 150, 72, 72, 82, 123",
    "150, 100, 72, 72, 123, 82",
    "300, 400, 240, 240, 240, 320",
    "100, 100, 32, 64, 73, 73",
    "100, 400, 32, 64, 36, 144",
  })
  void resizesToCoverTheFrame(int ih, int iw, int h, int w, int resizedHeight, int resizedWidth) {
    CenterCrop crop = CenterCrop.of(ih, iw, h, w);

    assertThat(crop.resizedHeight()).isEqualTo(resizedHeight);
    assertThat(crop.resizedWidth()).isEqualTo(resizedWidth);
    Image result = crop.apply(noise(ih, iw, 1));
    assertThat(result.height()).isEqualTo(h);
    assertThat(result.width()).isEqualTo(w);
  }

  @Test
  void drawnCropsLieInsideAndVary() {
    RandomResizedCrop crop = new RandomResizedCrop(0.2, 1, 0.75, 4 / 3.0);
    SplittableRandom random = new SplittableRandom(3);
    double leastArea = 1;
    for (int i = 0; i < 1000; i++) {
      Window window = crop.draw(40, 60, random);
      window.requireInside(40, 60);
      leastArea = Math.min(leastArea, window.height() * window.width() / 2400.0);
    }
    assertThat(leastArea).isBetween(0.18, 0.25);
  }

  @Test
  void aCropOfATinyImageIsAtLeastOnePixel() {
    RandomResizedCrop crop = new RandomResizedCrop(0.01, 0.01, 1, 1);

    assertThat(crop.draw(2, 2, new SplittableRandom(1)).height()).isEqualTo(1);
  }

  @Test
  void mirroringTwiceGivesTheImageBack() {
    Image image = noise(3, 5, 4);

    Image mirrored = HorizontalFlip.apply(image);

    assertThat(mirrored.at(1, 0, 3)).isEqualTo(image.at(1, 4, 3));
    assertThat(HorizontalFlip.apply(mirrored).pixels()).containsExactly(image.pixels());
  }

  @Test
  void grayIsRepeatedAndColorWeighted() {
    Image gray = new Image(1, 2, 1, new byte[] {7, (byte) 250});
    Image color = new Image(1, 1, 3, new byte[] {(byte) 255, 0, 0});

    assertThat(Channels.convert(gray, 3).pixels()).containsExactly(7, 7, 7, 250, 250, 250);
    assertThat(Channels.convert(Channels.convert(gray, 3), 1).pixels())
        .containsExactly(gray.pixels());
    assertThat(Channels.convert(color, 1).pixels()).containsExactly(76);
    assertThatThrownBy(() -> Channels.convert(noise(2, 2, 5), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 channels cannot be turned into 3");
  }

  private static Image noise(int height, int width, int channels) {
    byte[] pixels = new byte[height * width * channels];
    new Random(1).nextBytes(pixels);
    return new Image(height, width, channels, pixels);
  }
}
