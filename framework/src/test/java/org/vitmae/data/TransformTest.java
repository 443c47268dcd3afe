package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.ConfigException;
import org.vitmae.config.FramingConfig;
import org.vitmae.image.Image;

class TransformTest {
  private static final AugmentConfig NOTHING = AugmentConfig.cropAndFlip(1, 1, 1, 1, 0);
  private static final AugmentConfig MIRROR = AugmentConfig.cropAndFlip(1, 1, 1, 1, 1);
  private static final AugmentConfig CROP = AugmentConfig.cropAndFlip(0.2, 1, 0.75, 1.33, 0.5);

  @Test
  void anImageOfTheRightSizeIsTakenAsItIs() {
    Sample sample = square(8, 2, 3, 6, 7);

    assertThat(
            new TrainTransform(NOTHING, NoData.of(8, 8, 1))
                .apply(sample, Draws.of(1, "augment", 0, 0)))
        .isEqualTo(sample);
    assertThat(new EvalTransform(8, 8, 1).apply(sample, Draws.of(1, "augment", 0, 0)))
        .isEqualTo(sample);
  }

  @Test
  void annotationsAreMirroredAlong() {
    Sample mirrored =
        new TrainTransform(MIRROR, NoData.of(8, 8, 1))
            .apply(square(8, 1, 3, 4, 7), Draws.of(1, "augment", 0, 0));

    assertThat(mirrored.annotation().label()).hasValue(2);
    assertThat(mirrored.annotation().boxes()).containsExactly(new Box(4, 3, 7, 7, 2));
    assertAligned(mirrored);
  }

  @Test
  void annotationsFollowEveryCrop() {
    Sample sample = square(64, 16, 20, 48, 44);
    TrainTransform transform = new TrainTransform(CROP, NoData.of(48, 32, 1));
    int seen = 0;
    for (int epoch = 0; epoch < 100; epoch++) {
      Sample cropped = transform.apply(sample, Draws.of(1, "augment", epoch, 0));
      assertThat(cropped.image().height()).isEqualTo(48);
      assertThat(cropped.image().width()).isEqualTo(32);
      seen += cropped.annotation().boxes().size();
      assertAligned(cropped);
    }
    assertThat(seen).isGreaterThan(80);
  }

  @Test
  void annotationsFollowTheEvaluationCrop() {
    Sample cropped =
        new EvalTransform(56, 56, 1).apply(square(80, 5, 20, 40, 60), Draws.of(1, "x", 0, 0));

    // 80 pixels become 64, of which the middle 56 are kept.
    assertThat(cropped.annotation().boxes()).containsExactly(new Box(0, 12, 28, 44, 2));
    assertAligned(cropped);
  }

  @Test
  void onlyTheClassRemainsAfterRandAugment() {
    AugmentConfig augment = new AugmentConfig(1, 1, 1, 1, 0, 0, 9, 1, 0, 0, FramingConfig.CROP);

    Sample augmented =
        new TrainTransform(augment, NoData.of(8, 8, 1))
            .apply(square(8, 2, 3, 6, 7), Draws.of(1, "augment", 0, 0));

    assertThat(augmented.annotation()).isEqualTo(Annotation.ofClass(2));
  }

  @Test
  void erasingJitterAndDistortionChangePixelsOnly() {
    byte[] shades = new byte[64];
    for (int i = 0; i < shades.length; i++) {
      shades[i] = (byte) (50 + i);
    }
    Sample square = square(8, 2, 3, 6, 7);
    Sample sample = new Sample(0, new Image(8, 8, 1, shades), square.annotation());
    for (AugmentConfig augment :
        List.of(
            new AugmentConfig(1, 1, 1, 1, 0, 0, 0, 0, 1, 0, FramingConfig.CROP),
            new AugmentConfig(1, 1, 1, 1, 0, 0.9, 0, 0, 0, 0, FramingConfig.CROP),
            new AugmentConfig(1, 1, 1, 1, 0, 0, 0, 0, 0, 1, FramingConfig.CROP))) {
      TrainTransform transform = new TrainTransform(augment, NoData.of(8, 8, 1));
      Sample changed = transform.apply(sample, Draws.of(1, "augment", 0, 0));

      assertThat(transform.apply(sample, Draws.of(1, "augment", 0, 0)).image().pixels())
          .isEqualTo(changed.image().pixels());
      assertThat(changed.annotation()).isEqualTo(sample.annotation());
      assertThat(changed.image().pixels()).isNotEqualTo(sample.image().pixels());
      assertThat(transform.apply(sample, Draws.of(1, "augment", 1, 0)).image().pixels())
          .isNotEqualTo(changed.image().pixels());
      assertThat(augment.isFixed()).isFalse();
    }
  }

  @Test
  void boxesThatAreCutOffVanish() {
    Sample cropped =
        new EvalTransform(56, 56, 1).apply(square(80, 0, 0, 5, 5), Draws.of(1, "x", 0, 0));

    assertThat(cropped.annotation().boxes()).isEmpty();
    assertThat(cropped.annotation().mask().orElseThrow().classes()).containsOnly(0);
  }

  @Test
  void grayAndColorAreExchanged() {
    Sample gray = square(8, 2, 2, 6, 6);

    Sample color = new EvalTransform(4, 4, 3).apply(gray, Draws.of(1, "x", 0, 0));
    Sample again = new EvalTransform(4, 4, 1).apply(color, Draws.of(1, "x", 0, 0));
    Sample direct = new EvalTransform(4, 4, 1).apply(gray, Draws.of(1, "x", 0, 0));

    assertThat(color.image().channels()).isEqualTo(3);
    assertThat(again.image().pixels()).containsExactly(direct.image().pixels());
  }

  @Test
  void otherChannelsMustFit() {
    Sample four = new Sample(0, new Image(2, 2, 4, new byte[16]), Annotation.none());

    assertThat(new EvalTransform(2, 2, 4).apply(four, Draws.of(1, "x", 0, 0))).isEqualTo(four);
    assertThatThrownBy(() -> new EvalTransform(2, 2, 3).apply(four, Draws.of(1, "x", 0, 0)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("data.channels is 3, but the images have 4.");
  }

  /** A white rectangle on black, with its box and mask. */
  private static Sample square(int side, int x1, int y1, int x2, int y2) {
    byte[] pixels = new byte[side * side];
    byte[] classes = new byte[side * side];
    for (int y = y1; y < y2; y++) {
      Arrays.fill(pixels, y * side + x1, y * side + x2, (byte) 255);
      Arrays.fill(classes, y * side + x1, y * side + x2, (byte) 3);
    }
    return new Sample(
        7,
        new Image(side, side, 1, pixels),
        new Annotation(
            OptionalInt.of(2),
            List.of(new Box(x1, y1, x2, y2, 2)),
            Optional.of(new ClassMask(side, side, classes))));
  }

  /** Clearly white pixels belong to the mask and the box, clearly black ones to neither. */
  private static void assertAligned(Sample sample) {
    Image image = sample.image();
    byte[] classes = sample.annotation().mask().orElseThrow().classes();
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int value = image.at(y, x, 0);
        if (value < 60 || value > 195) {
          assertThat(classes[y * image.width() + x]).isEqualTo((byte) (value > 195 ? 3 : 0));
          float cx = x + 0.5f;
          float cy = y + 0.5f;
          boolean boxed =
              sample.annotation().boxes().stream()
                  .anyMatch(b -> b.x1() < cx && cx < b.x2() && b.y1() < cy && cy < b.y2());
          assertThat(boxed).isEqualTo(value > 195);
        }
      }
    }
  }
}
