package org.vitmae.detection.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vitmae.data.RunLengths;

class CocoEvaluationTest {
  private static final BoxRegion HERE = new BoxRegion(0, 0, 50, 50);
  private static final BoxRegion THERE = new BoxRegion(200, 200, 50, 50);

  private static Truth truth(long image, BoxRegion box) {
    return new Truth(image, 1, box, box.area(), false, false);
  }

  private static Truth crowd(long image, BoxRegion box) {
    return new Truth(image, 1, box, box.area(), true, false);
  }

  private static Detection found(long image, double score, Region box) {
    return new Detection(image, 1, score, box);
  }

  private static double figure(String name, List<Truth> truths, List<Detection> detections) {
    return CocoEvaluation.of(List.of(1L), truths, detections).figures().get(name);
  }

  @Test
  void aPerfectDetectorReachesOne() {
    List<Truth> truths = List.of(truth(1, HERE), truth(1, THERE), truth(2, HERE));
    List<Detection> all = List.of(found(1, 0.9, HERE), found(1, 0.8, THERE), found(2, 0.7, HERE));

    assertThat(figure("AP", truths, all)).isCloseTo(1, within(1e-9));
    assertThat(figure("AR100", truths, all)).isEqualTo(1);
    assertThat(figure("AR1", truths, all)).isCloseTo(2.0 / 3, within(1e-9));
    assertThat(CocoEvaluation.of(List.of(1L), truths, all).figures())
        .containsKeys("APmedium", "ARmedium")
        .doesNotContainKeys("APsmall", "APlarge", "ARsmall");
  }

  @Test
  void aDuplicateIsWrongUnlessItLiesInACrowd() {
    List<Detection> twice = List.of(found(1, 0.9, HERE), found(1, 0.8, HERE), found(2, 0.7, HERE));
    List<Truth> single = List.of(truth(1, HERE), truth(2, HERE));
    List<Truth> crowded = List.of(truth(1, HERE), crowd(1, HERE), truth(2, HERE));

    assertThat(figure("AP50", single, twice)).isCloseTo((51 + 50 * 2.0 / 3) / 101, within(1e-9));
    assertThat(figure("AP50", crowded, twice)).isCloseTo(1, within(1e-9));
  }

  @Test
  void ofEqualScoresTheFirstInItsFileGoesFirst() {
    List<Truth> truths = List.of(truth(1, HERE));

    assertThat(figure("AP50", truths, List.of(found(1, 0.5, HERE), found(1, 0.5, THERE))))
        .isCloseTo(1, within(1e-9));
    assertThat(figure("AP50", truths, List.of(found(1, 0.5, THERE), found(1, 0.5, HERE))))
        .isCloseTo(0.5, within(1e-9));
  }

  @Test
  void theOrderOfImagesAndDistinctScoresDoesNotMatter() {
    Random random = new Random(3);
    List<Truth> truths = new ArrayList<>();
    List<Detection> detections = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      BoxRegion box = new BoxRegion(random.nextInt(400), random.nextInt(400), 60, 40);
      truths.add(truth(i % 9, box));
      detections.add(
          found(i % 9, i / 60.0, new BoxRegion(box.x() + random.nextInt(20), box.y(), 60, 40)));
    }
    double before = figure("AP", truths, detections);
    Collections.shuffle(truths, random);
    Collections.shuffle(detections, random);

    assertThat(before).isBetween(0.2, 0.9);
    assertThat(figure("AP", truths, detections)).isEqualTo(before);
  }

  @Test
  void categoriesNobodyAskedForAreLeftOut() {
    CocoEvaluation evaluation =
        CocoEvaluation.of(List.of(2L), List.of(truth(1, HERE)), List.of(found(1, 1, HERE)));

    assertThat(evaluation.figures()).isEmpty();
    assertThat(evaluation.categories()).containsOnlyKeys(2L);
  }

  @Test
  void masksOverlapPixelByPixel() {
    MaskRegion left = MaskRegion.of(RunLengths.encode(1, 4, new byte[] {1, 1, 0, 0}));
    MaskRegion middle = MaskRegion.of(RunLengths.encode(1, 4, new byte[] {0, 1, 1, 0}));
    MaskRegion right = MaskRegion.of(RunLengths.encode(1, 4, new byte[] {0, 0, 1, 1}));

    assertThat(left.overlap(middle, false)).isEqualTo(1.0 / 3);
    assertThat(left.overlap(middle, true)).isEqualTo(0.5);
    assertThat(left.overlap(right, false)).isZero();
    assertThatThrownBy(() -> left.overlap(HERE, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("masks only");
  }

  @Test
  void aScoreMustBeANumber() {
    assertThatThrownBy(() -> found(4, Double.NaN, HERE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("image 4");
  }
}
