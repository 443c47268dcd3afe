package org.vitmae.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PhotometricDistortionTest {
  private static final PhotometricDistortion USUAL = new PhotometricDistortion(1);

  @Test
  void hueAndSaturationAreThoseWorkedOutByHand() {
    Image colors = new Image(1, 3, 3, new byte[] {(byte) 200, 100, 100, 50, 90, 10, 7, 7, 7});

    // A third of the circle moves every color on by one channel.
    assertThat(new HueSaturation(1.0 / 3, 1).apply(colors).pixels())
        .containsExactly(100, 200, 100, 10, 50, 90, 7, 7, 7);
    assertThat(new HueSaturation(-1.0 / 3, 1).apply(colors).pixels())
        .containsExactly(100, 100, 200, 90, 10, 50, 7, 7, 7);
    assertThat(new HueSaturation(0, 0.5).apply(colors).pixels())
        .containsExactly(200, 150, 150, 70, 90, 50, 7, 7, 7);
    assertThat(new HueSaturation(0, 9).apply(colors).pixels())
        .containsExactly(200, 0, 0, 45, 90, 0, 7, 7, 7);
  }

  @Test
  void aboutOneImageInSixteenStaysAsItIs() {
    Image image = noise(3);
    int same = 0;
    for (int seed = 0; seed < 1000; seed++) {
      same +=
          Arrays.equals(USUAL.apply(image, new SplittableRandom(seed)).pixels(), image.pixels())
              ? 1
              : 0;
    }
    assertThat(same).isBetween(40, 90);
  }

  @Test
  void changesStayWithinTheirLimits() {
    Image gray = new Image(1, 2, 1, new byte[] {0, 100});
    int darkest = 255;
    int brightest = 0;
    for (int seed = 0; seed < 2000; seed++) {
      Image changed = USUAL.apply(gray, new SplittableRandom(seed));
      darkest = Math.min(darkest, changed.at(0, 1, 0));
      brightest = Math.max(brightest, changed.at(0, 1, 0));
      assertThat(changed.at(0, 0, 0)).isLessThanOrEqualTo(48);
    }
    assertThat(darkest).isBetween(34, 40); // (100 - 32) * 0.5
    assertThat(brightest).isBetween(190, 198); // (100 + 32) * 1.5
  }

  @Test
  void grayStaysGrayAndAnyNumberOfChannelsIsTaken() {
    Image gray = Channels.convert(noise(1), 3);
    for (int seed = 0; seed < 50; seed++) {
      Image changed = USUAL.apply(gray, new SplittableRandom(seed));
      for (int i = 0; i < 64; i++) {
        assertThat(changed.at(0, i, 1)).isEqualTo(changed.at(0, i, 0));
        assertThat(changed.at(0, i, 2)).isEqualTo(changed.at(0, i, 0));
      }
      assertThat(USUAL.apply(noise(4), new SplittableRandom(seed)).channels()).isEqualTo(4);
    }
  }

  @Test
  void strengthNarrowsTheChanges() {
    Image gray = new Image(1, 1, 1, new byte[] {100});
    PhotometricDistortion weak = new PhotometricDistortion(0.1);
    for (int seed = 0; seed < 500; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      assertThat(weak.apply(gray, random).at(0, 0, 0)).isBetween(91, 109);
    }
  }

  private static Image noise(int channels) {
    byte[] pixels = new byte[64 * channels];
    new Random(1).nextBytes(pixels);
    return new Image(1, 64, channels, pixels);
  }
}
