package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.vitmae.image.Image;

class ScenesDatasetTest {
  private final Dataset scenes = new ScenesDataset(1, "train", 200, 32, 48);

  @Test
  void theSameSeedPaintsTheSamePictures() {
    Dataset again = new ScenesDataset(1, "train", 7, 32, 48);

    assertThat(again.read(3).image().pixels()).containsExactly(scenes.read(3).image().pixels());
    assertThat(again.fingerprint()).isNotEqualTo(scenes.fingerprint());
  }

  @Test
  void seedsAndStreamsDiffer() {
    byte[] pixels = scenes.read(3).image().pixels();

    assertThat(new ScenesDataset(2, "train", 9, 32, 48).read(3).image().pixels())
        .isNotEqualTo(pixels);
    assertThat(new ScenesDataset(1, "test", 9, 32, 48).read(3).image().pixels())
        .isNotEqualTo(pixels);
  }

  @Test
  void everyClassComesEquallyOften() {
    int[] counts = new int[scenes.classNames().size()];
    for (int i = 0; i < scenes.size(); i++) {
      counts[scenes.label(i).orElseThrow()]++;
    }

    assertThat(counts).hasSizeGreaterThanOrEqualTo(8).containsOnly(200 / counts.length);
  }

  @Test
  void labelBoxesAndMaskAgree() {
    for (int i = 0; i < scenes.size(); i++) {
      Sample sample = scenes.read(i);
      Annotation annotation = sample.annotation();
      assertThat(annotation.label()).isEqualTo(scenes.label(i));
      assertThat(annotation.boxes().get(0).label()).isEqualTo(annotation.label().getAsInt());
      for (Box box : annotation.boxes()) {
        assertThat(box.x1()).isNotNegative().isLessThan(box.x2());
        assertThat(box.y1()).isNotNegative().isLessThan(box.y2());
        assertThat(box.x2()).isLessThanOrEqualTo(48);
        assertThat(box.y2()).isLessThanOrEqualTo(32);
        assertThat(touchesItsEdges(box, annotation.mask().orElseThrow())).isTrue();
      }
    }
  }

  @Test
  void meanColorsTellNothingAboutTheClass() {
    Dataset many = new ScenesDataset(5, "train", 2000, 16, 16);
    int classes = many.classNames().size();
    double[] sums = new double[classes];
    for (int i = 0; i < many.size(); i++) {
      Image image = many.read(i).image();
      long sum = 0;
      for (byte value : image.pixels()) {
        sum += value & 0xff;
      }
      sums[many.label(i).getAsInt()] += (double) sum / image.pixels().length;
    }
    for (double sum : sums) {
      // The standard deviation of such a mean is about 2.5 levels.
      assertThat(sum / (many.size() / classes)).isBetween(117.0, 139.0);
    }
  }

  @Test
  void refusesSizesThatHoldNoShape() {
    assertThatThrownBy(() -> new ScenesDataset(1, "train", 1, 7, 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("count=1, 7 x 32");
  }

  /** Each side of a tight box has a pixel of its class. */
  private static boolean touchesItsEdges(Box box, ClassMask mask) {
    boolean[] sides = new boolean[4];
    for (int y = (int) box.y1(); y < box.y2(); y++) {
      for (int x = (int) box.x1(); x < box.x2(); x++) {
        if (mask.classes()[y * mask.width() + x] == box.label() + 1) {
          sides[0] |= x == box.x1();
          sides[1] |= x == box.x2() - 1;
          sides[2] |= y == box.y1();
          sides[3] |= y == box.y2() - 1;
        }
      }
    }
    return sides[0] && sides[1] && sides[2] && sides[3];
  }

  @Test
  void everyObjectHasItsPixelsInsideItsTightBox() {
    Annotation annotation = new ScenesDataset(0, "test", 8, 32, 48).annotation(3);

    assertThat(annotation.source().orElseThrow().objects()).isEqualTo(annotation.boxes());
    for (Box box : annotation.boxes()) {
      RunLengths mask = box.mask().orElseThrow().raster(32, 48);
      assertThat(mask.bounds())
          .containsExactly(box.x1(), box.y1(), box.x2() - box.x1(), box.y2() - box.y1());
      assertThat(box.area()).isEqualTo(mask.area());
    }
  }
}
