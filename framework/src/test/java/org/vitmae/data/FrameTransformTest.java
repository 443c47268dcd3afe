package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.FramingConfig;
import org.vitmae.config.FramingConfig.Mode;
import org.vitmae.image.Image;

class FrameTransformTest {
  private static final SourceImage SOURCE = new SourceImage(5, 40, 60, List.of());
  private static final FramingConfig JITTER = new FramingConfig(Mode.FIT, 0.1, 2, 0, 1);
  private static final int PADDING = 102; // of NoData's mean, 0.4

  private static RandomGenerator random(int epoch) {
    return Draws.of(1, "augment", epoch, 0);
  }

  /** A white rectangle on black, 60 wide and 40 high, with box, class mask and both outlines. */
  private static Sample rectangle() {
    byte[] pixels = new byte[40 * 60];
    byte[] classes = new byte[40 * 60];
    char[] instances = new char[40 * 60];
    for (int y = 10; y < 30; y++) {
      Arrays.fill(instances, y * 60 + 15, y * 60 + 45, (char) 1000);
      Arrays.fill(pixels, y * 60 + 15, y * 60 + 45, (byte) 255);
      Arrays.fill(classes, y * 60 + 15, y * 60 + 45, (byte) 3);
    }
    Polygons outline = new Polygons(List.of(new double[] {15, 10, 45, 10, 45, 30, 15, 30}));
    RunLengths runs = RunLengths.encode(40, 60, classes);
    return new Sample(
        7,
        new Image(40, 60, 1, pixels),
        new Annotation(
            OptionalInt.empty(),
            List.of(box(outline), box(runs)),
            Optional.of(new ClassMask(40, 60, classes)),
            Optional.of(new InstanceMap(40, 60, instances)),
            Optional.of(SOURCE),
            List.of()));
  }

  private static Box box(InstanceMask mask) {
    return new Box(15, 10, 45, 30, 1, mask instanceof RunLengths, true, 600, Optional.of(mask));
  }

  @Test
  void wholeImagesArePaddedAtTheRightAndBelow() {
    Sample fitted = EvalTransform.of(JITTER, NoData.of(90, 90, 1)).apply(rectangle(), random(0));

    assertThat(fitted.image().at(59, 89, 0)).isZero();
    assertThat(fitted.image().at(60, 0, 0)).isEqualTo(PADDING);
    assertThat(fitted.image().at(30, 45, 0)).isEqualTo(255);
    byte[] classes = fitted.annotation().mask().orElseThrow().classes();
    assertThat(classes[60 * 90]).isEqualTo((byte) ClassMask.IGNORE);
    assertThat(classes[59 * 90 + 89]).isZero();
    Box box = fitted.annotation().boxes().get(0);
    assertThat(new float[] {box.x1(), box.y1(), box.x2(), box.y2(), box.area()})
        .containsExactly(22.5f, 15, 67.5f, 45, 1350);
    assertThat(box.difficult()).isTrue();
    assertThat(fitted.annotation().source()).contains(SOURCE);
  }

  @Test
  void theShortSideDecidesWhereTheImageStillFits() {
    FramingConfig short20 = new FramingConfig(Mode.FIT, 1, 1, 20, 1);
    Sample small = EvalTransform.of(short20, NoData.of(90, 90, 1)).apply(rectangle(), random(0));
    Sample limited = EvalTransform.of(short20, NoData.of(15, 15, 1)).apply(rectangle(), random(0));

    assertThat(small.annotation().boxes().get(0).x2()).isEqualTo(22.5f);
    assertThat(small.image().at(20, 0, 0)).isEqualTo(PADDING);
    assertThat(limited.annotation().boxes().get(0).x2()).isCloseTo(11.25f, within(1e-5f));
  }

  @Test
  void windowsLeaveImagesWholeForEvaluation() {
    FramingConfig window = new FramingConfig(Mode.WINDOW, 0.5, 2, 0, 1);
    FramingConfig short20 = new FramingConfig(Mode.WINDOW, 0.5, 2, 20, 1);
    Sample rectangle = rectangle();

    Sample own = EvalTransform.of(window, NoData.of(16, 16, 1)).apply(rectangle, random(0));
    Sample small = EvalTransform.of(short20, NoData.of(16, 16, 3)).apply(rectangle, random(0));

    assertThat(own.image()).isSameAs(rectangle.image());
    assertThat(own.annotation().mask()).isEqualTo(rectangle.annotation().mask());
    Image image = small.image();
    assertThat(new int[] {image.height(), image.width(), image.channels()})
        .containsExactly(20, 30, 3);
    assertThat(small.annotation().mask().orElseThrow().classes()).hasSize(600).contains(3);
    assertThat(small.annotation().source()).contains(SOURCE);
  }

  @Test
  void windowsAreCutFromWhatIsLargerAndPaddedWhereItIsSmaller() {
    FramingConfig window = new FramingConfig(Mode.WINDOW, 1, 1, 0, 1);
    AugmentConfig augment = new AugmentConfig(1, 1, 1, 1, 0, 0, 0, 0, 0, 0, window);
    TrainTransform transform = new TrainTransform(augment, NoData.of(10, 80, 1));
    Set<Float> tops = new HashSet<>();
    for (int epoch = 0; epoch < 50; epoch++) {
      Sample cut = transform.apply(rectangle(), random(epoch));

      byte[] classes = cut.annotation().mask().orElseThrow().classes();
      assertThat(classes[59]).isZero();
      assertThat(classes[60]).isEqualTo((byte) ClassMask.IGNORE);
      cut.annotation().boxes().forEach(box -> tops.add(box.y1()));
    }
    assertThat(tops).hasSizeGreaterThan(5);
    assertThat(augment.isFixed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(value = Mode.class, names = "CROP", mode = EnumSource.Mode.EXCLUDE)
  void annotationsFollowJitterCropAndMirrorImage(Mode mode) {
    FramingConfig framing = new FramingConfig(mode, 0.1, 2, 0, 1);
    AugmentConfig augment = new AugmentConfig(1, 1, 1, 1, 0.5, 0, 0, 0, 0, 0, framing);
    TrainTransform transform = new TrainTransform(augment, NoData.of(48, 64, 1));
    double least = Double.MAX_VALUE;
    double greatest = 0;
    for (int epoch = 0; epoch < 100; epoch++) {
      Sample moved = transform.apply(rectangle(), random(epoch));
      assertThat(moved.image().height()).isEqualTo(48);
      assertThat(moved.image().width()).isEqualTo(64);
      assertAligned(moved);
      for (Box box : moved.annotation().boxes()) {
        least = Math.min(least, box.area());
        greatest = Math.max(greatest, box.area());
      }
    }
    assertThat(least).isLessThan(600 * 0.1);
    assertThat(greatest).isGreaterThan(600 * 2);
  }

  @Test
  void aMirroredImageIsPaddedAtTheRightToo() {
    FramingConfig half = new FramingConfig(Mode.FIT, 0.5, 0.5, 0, 1);
    AugmentConfig augment = new AugmentConfig(1, 1, 1, 1, 1, 0, 0, 0, 0, 0, half);
    Sample mirrored =
        new TrainTransform(augment, NoData.of(48, 64, 1)).apply(rectangle(), random(0));

    assertThat(mirrored.image().at(0, 0, 0)).isZero();
    assertThat(mirrored.image().at(0, 63, 0)).isEqualTo(PADDING);
    assertAligned(mirrored);
  }

  /** Clearly white pixels belong to box and masks, clearly black ones and padding do not. */
  private static void assertAligned(Sample sample) {
    Image image = sample.image();
    byte[] classes = sample.annotation().mask().orElseThrow().classes();
    char[] instances = sample.annotation().instances().orElseThrow().ids();
    List<byte[]> masks =
        sample.annotation().boxes().stream()
            .map(box -> box.mask().orElseThrow().raster(48, 64).decode())
            .toList();
    for (int i = 0; i < 48 * 64; i++) {
      int value = image.pixels()[i] & 0xff;
      boolean padding = classes[i] == (byte) ClassMask.IGNORE;
      assertThat(padding && value != PADDING).isFalse();
      if (!padding && (value < 30 || value > 225)) {
        assertThat(classes[i]).isEqualTo((byte) (value > 225 ? 3 : 0));
        assertThat(instances[i]).isEqualTo((char) (value > 225 ? 1000 : 0));
        for (byte[] mask : masks) {
          assertThat(mask[i]).isEqualTo((byte) (value > 225 ? 1 : 0));
        }
      }
    }
  }
}
