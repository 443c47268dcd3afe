package org.vitmae.detection.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vitmae.data.Draws;

class CocoResamplesTest {
  private static final int IMAGES = 12;
  private static final List<Long> CATEGORIES = List.of(0L, 1L, 2L);

  private final List<Truth> truths = new ArrayList<>();
  private final List<Detection> detections = new ArrayList<>();

  @BeforeEach
  void fill() {
    RandomGenerator random = Draws.of(5, "resamples test", 0, 0);
    for (int i = 0; i < 90; i++) {
      long image = random.nextInt(IMAGES - 1); // the last one is empty
      long category = random.nextInt(2);
      BoxRegion box = new BoxRegion(random.nextInt(300), random.nextInt(300), 60, 40);
      if (random.nextInt(4) > 0) {
        truths.add(new Truth(image, category, box, 2400, random.nextInt(9) == 0, false));
      }
      if (random.nextInt(4) > 0) {
        BoxRegion near = new BoxRegion(box.x() + random.nextInt(25), box.y(), 60, 40);
        detections.add(new Detection(image, category, random.nextDouble(), near));
      }
    }
  }

  private double resampled(int[] times) {
    TreeSet<Long> images = new TreeSet<>(LongStream.range(0, IMAGES).boxed().toList());
    return CocoResamples.of(CATEGORIES, images, truths, detections).averagePrecision(times);
  }

  /** Evaluates copies of the images as if they were other images. */
  private double copied(int[] times) {
    List<Truth> objects = new ArrayList<>();
    List<Detection> found = new ArrayList<>();
    for (int copy = 0; copy < Arrays.stream(times).max().orElseThrow(); copy++) {
      int shift = copy * IMAGES;
      for (Truth t : truths) {
        if (copy < times[(int) t.imageId()]) {
          objects.add(
              new Truth(
                  t.imageId() + shift, t.categoryId(), t.region(), t.area(), t.crowd(), false));
        }
      }
      for (Detection d : detections) {
        if (copy < times[(int) d.imageId()]) {
          found.add(new Detection(d.imageId() + shift, d.categoryId(), d.score(), d.region()));
        }
      }
    }
    return CocoEvaluation.of(CATEGORIES, objects, found).figures().getOrDefault("AP", 0.0);
  }

  @Test
  void everyImageOnceIsTheEvaluation() {
    int[] once = new int[IMAGES];
    Arrays.fill(once, 1);

    double whole = CocoEvaluation.of(CATEGORIES, truths, detections).figures().get("AP");
    assertThat(whole).isBetween(0.05, 0.9);
    assertThat(resampled(once)).isCloseTo(whole, within(1e-12));
  }

  @Test
  void anImageDrawnTwiceCountsAsTwo() {
    for (int r = 0; r < 30; r++) {
      RandomGenerator random = Draws.of(1, "draw", 0, r);
      int[] times = new int[IMAGES];
      for (int i = 0; i < IMAGES; i++) {
        times[random.nextInt(IMAGES)]++;
      }

      assertThat(resampled(times)).isCloseTo(copied(times), within(1e-12));
    }
  }

  @Test
  void withoutObjectsThereIsNothingToReach() {
    int[] empty = new int[IMAGES];
    empty[IMAGES - 1] = IMAGES;

    assertThat(resampled(empty)).isZero();
  }

  @Test
  void everyImageNeedsACount() {
    assertThatThrownBy(() -> resampled(new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12 images needs as many counts, got 3");
  }
}
