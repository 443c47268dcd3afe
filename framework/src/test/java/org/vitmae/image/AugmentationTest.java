package org.vitmae.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {
  private static Image noise(int height, int width, int channels) {
    byte[] pixels = new byte[height * width * channels];
    new Random(1).nextBytes(pixels);
    return new Image(height, width, channels, pixels);
  }

  private static Image row(int... values) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) values[i];
    }
    return new Image(1, values.length, 1, pixels);
  }

  @Test
  void tonesAreThoseWorkedOutByHand() {
    assertThat(Tones.invert(row(0, 100, 255))).satisfies(is(255, 155, 0));
    assertThat(Tones.posterize(row(7, 100, 255), 2)).satisfies(is(0, 64, 192));
    assertThat(Tones.posterize(row(7, 100, 255), 0)).satisfies(is(0, 0, 0));
    assertThat(Tones.solarize(row(10, 99, 100, 255), 100)).satisfies(is(10, 99, 155, 0));
    assertThat(Tones.solarizeAdd(row(0, 127, 128, 255), 110)).satisfies(is(110, 237, 128, 255));
    assertThat(Tones.autoContrast(row(50, 75, 101))).satisfies(is(0, 125, 255));
    assertThat(Tones.autoContrast(row(60, 60))).satisfies(is(60, 60));
  }

  @Test
  void enhancementsAreThoseWorkedOutByHand() {
    assertThat(Enhancement.BRIGHTNESS.apply(row(0, 100, 200), 1.5)).satisfies(is(0, 150, 255));
    assertThat(Enhancement.CONTRAST.apply(row(0, 100, 200), 0.5)).satisfies(is(50, 100, 150));
    Image red = new Image(1, 1, 3, new byte[] {(byte) 255, 0, 0});
    assertThat(Enhancement.COLOR.apply(red, 0).pixels()).containsExactly(76, 76, 76);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void colorIsLeftAloneWithoutThreeChannels(int channels) {
    Image image = noise(4, 5, channels);

    assertThat(Enhancement.COLOR.apply(image, 0).pixels()).isEqualTo(image.pixels());
  }

  @ParameterizedTest
  @EnumSource(RandAugmentOperation.class)
  void everyOperationTakesAnyNumberOfChannels(RandAugmentOperation operation) {
    for (int channels : new int[] {1, 3, 5}) {
      Image image = noise(7, 4, channels);

      Image changed = operation.apply(image, 0.9, true, new int[channels]);

      assertThat(new int[] {changed.height(), changed.width(), changed.channels()})
          .containsExactly(7, 4, channels);
    }
  }

  @Test
  void translationBringsInTheFillColor() {
    Image moved = Affine.translation(2, 0).apply(row(1, 2, 3, 4), new int[] {9});

    assertThat(moved).satisfies(is(3, 4, 9, 9));
  }

  @Test
  void randAugmentAppliesTwoOperationsWithTheGivenProbability() {
    Image image = noise(6, 6, 3);
    List<Double> mean = List.of(0.5, 0.5, 0.5);
    int untouched = 0;
    for (int i = 0; i < 2000; i++) {
      Image changed = new RandAugment(9, 0.5, mean).apply(image, new SplittableRandom(i));
      untouched += changed == image ? 1 : 0;
    }

    assertThat(untouched / 2000.0).isCloseTo(0.25, within(0.03));
    assertThat(new RandAugment(9, 0, mean).apply(image, new SplittableRandom(1))).isSameAs(image);
  }

  @Test
  void jitterKeepsGrayImagesGray() {
    Image gray = Channels.convert(noise(5, 5, 1), 3);

    byte[] changed = new ColorJitter(0.4).apply(gray, new SplittableRandom(3)).pixels();

    assertThat(changed).isNotEqualTo(gray.pixels());
    for (int i = 0; i < changed.length; i += 3) {
      assertThat(changed[i]).isEqualTo(changed[i + 1]).isEqualTo(changed[i + 2]);
    }
  }

  @Test
  void erasingFillsOneRectangleWithNoiseOfTheDataSet() {
    int side = 60;
    Image black = new Image(side, side, 1, new byte[side * side]);
    Normalization normalization = new Normalization(List.of(0.5), List.of(0.1));

    Image erased = new RandomErasing(1, normalization).apply(black, new SplittableRandom(5));

    Window window = RandomErasing.draw(side, side, afterOne(5)).orElseThrow();
    double sum = 0;
    int outside = 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        boolean inside =
            y >= window.top()
                && y < window.top() + window.height()
                && x >= window.left()
                && x < window.left() + window.width();
        sum += inside ? erased.at(y, x, 0) : 0;
        outside += inside ? 0 : erased.at(y, x, 0);
      }
    }
    assertThat(outside).isZero();
    assertThat(sum / (window.height() * window.width())).isCloseTo(127.5, within(5.0));
  }

  private static SplittableRandom afterOne(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    random.nextDouble();
    return random;
  }

  @Test
  void erasedAreaStaysWithinItsLimits() {
    for (int i = 0; i < 500; i++) {
      Window window = RandomErasing.draw(100, 100, new SplittableRandom(i)).orElseThrow();
      double share = window.height() * window.width() / 1e4;
      double ratio = (double) window.height() / window.width();

      assertThat(share).isBetween(0.018, 0.345);
      assertThat(ratio).isBetween(0.27, 3.7);
    }
    assertThat(RandomErasing.draw(1, 1, new SplittableRandom(0))).isEmpty();
  }

  @Test
  void erasingHappensWithTheGivenProbability() {
    Image image = noise(8, 8, 1);
    RandomErasing erasing = new RandomErasing(0.25, new Normalization(List.of(0.5), List.of(0.25)));
    int changed = 0;
    for (int i = 0; i < 4000; i++) {
      changed += erasing.apply(image, new SplittableRandom(i)) == image ? 0 : 1;
    }

    assertThat(changed / 4000.0).isCloseTo(0.25, within(0.03));
  }

  private static Consumer<Image> is(int... values) {
    return image -> {
      List<Integer> found = new ArrayList<>();
      for (int x = 0; x < image.width(); x++) {
        found.add(image.at(0, x, 0));
      }
      assertThat(found).isEqualTo(Arrays.stream(values).boxed().toList());
    };
  }
}
