package org.vitmae.segmentation.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vitmae.data.ClassMask;
import org.vitmae.data.Draws;
import org.vitmae.data.InstanceMap;

class WatershedTest {
  /** Draws ellipses, each of four numbers: row, column and the half axes down and across. */
  private static ClassMask ellipses(int height, int width, double... numbers) {
    byte[] classes = new byte[height * width];
    for (int e = 0; e < numbers.length; e += 4) {
      for (int i = 0; i < classes.length; i++) {
        double down = (i / width - numbers[e]) / numbers[e + 2];
        double across = (i % width - numbers[e + 1]) / numbers[e + 3];
        classes[i] |= (byte) (down * down + across * across <= 1 ? 1 : 0);
      }
    }
    return new ClassMask(height, width, classes);
  }

  private static int objects(InstanceMap map) {
    return (int)
        IntStream.range(0, map.ids().length)
            .map(i -> map.ids()[i])
            .filter(id -> id != 0)
            .distinct()
            .count();
  }

  private static InstanceMap cut(ClassMask mask) {
    return Watershed.of(mask, Optional.empty());
  }

  @Test
  void discsThatTouchArePartedInTheMiddle() {
    InstanceMap two = cut(ellipses(40, 60, 20, 20, 12, 12, 20, 40, 12, 12));

    assertThat(objects(two)).isEqualTo(2);
    for (int y = 14; y < 27; y++) {
      assertThat(two.ids()[y * 60 + 25]).isEqualTo((char) 1);
      assertThat(two.ids()[y * 60 + 35]).isEqualTo((char) 2);
    }
    assertThat(two.ids()[0]).isEqualTo((char) 0);
  }

  @Test
  void anEllipseStaysOne() {
    RandomGenerator random = Draws.of(1, "ellipse test", 0, 0);
    for (int round = 0; round < 40; round++) {
      double down = 3 + 15 * random.nextDouble();
      double across = 3 + 25 * random.nextDouble();
      assertThat(objects(cut(ellipses(50, 80, 25 + random.nextDouble(), 40, down, across))))
          .as("%.2f x %.2f", down, across)
          .isEqualTo(1);
    }
  }

  @Test
  void everyPixelOfAClassBelongsToAnObjectOfOneClass() {
    ClassMask mask =
        new ClassMask(2, 6, new byte[] {1, 1, 2, 2, 0, 1, 1, 1, 2, 2, (byte) ClassMask.IGNORE, 1});
    assertThat(cut(mask).ids()).containsExactly("\1\1\2\2\0\3\1\1\2\2\0\3".toCharArray());
  }

  @Test
  void aPredictedReliefPartsWhatShapeDoesNot() {
    byte[] bar = new byte[3 * 20];
    Arrays.fill(bar, (byte) 1);
    float[] relief = new float[bar.length];
    for (int i = 0; i < relief.length; i++) {
      relief[i] = Math.min(1, Math.abs(i % 20 - 12) / 5f) - 0.01f * (i % 3);
    }
    ClassMask mask = new ClassMask(3, 20, bar);

    assertThat(objects(cut(mask))).isEqualTo(1);
    InstanceMap parted = Watershed.of(mask, Optional.of(relief));
    assertThat(objects(parted)).isEqualTo(2);
    assertThat(parted.ids()[11]).isNotEqualTo(parted.ids()[13]);
  }

  @Test
  void shallowDipsDoNotPart() {
    ClassMask mask = new ClassMask(1, 5, new byte[] {1, 1, 1, 1, 1});
    Optional<float[]> relief = Optional.of(new float[] {0.5f, 0.8f, 0.6f, 0.7f, 0.2f});
    assertThat(objects(Watershed.of(mask, relief, 0.11f))).isEqualTo(1);
    assertThat(Watershed.of(mask, relief, 0.09f).ids()).containsExactly("\1\1\1\2\2".toCharArray());
  }

  @Test
  void aReliefOfAnotherSizeIsRefused() {
    ClassMask mask = new ClassMask(1, 3, new byte[3]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Watershed.of(mask, Optional.of(new float[2])))
        .withMessageContaining("1 x 3 needs 3 heights, got 2");
  }

  /** A million pixels of about four thousand objects that touch. */
  @Test
  void aLargeImageTakesLessThanASecond() {
    int side = 1000;
    byte[] classes = new byte[side * side];
    for (int i = 0; i < classes.length; i++) {
      double down = Math.sin(i / side * Math.PI / 16);
      double across = Math.sin(i % side * Math.PI / 16);
      classes[i] = (byte) (Math.abs(down * across) > 0.1 ? 1 : 0);
    }
    ClassMask mask = new ClassMask(side, side, classes);
    InstanceMap first = cut(mask);
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    InstanceMap second = cut(mask);
    long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;

    assertThat(objects(second)).isBetween(3800, 4100);
    assertThat(second.ids()).isEqualTo(first.ids());
    assertThat(Duration.ofNanos(spent)).isLessThan(Duration.ofSeconds(1));
  }
}
