package org.vitmae.detection.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocEvaluationTest {
  private static final BoxRegion HERE = new BoxRegion(0, 0, 10, 10);
  private static final BoxRegion THERE = new BoxRegion(50, 50, 10, 10);

  private static Truth truth(BoxRegion box, boolean difficult) {
    return new Truth(1, 1, box, box.area(), false, difficult);
  }

  private static double precision(List<Truth> truths, List<Detection> detections) {
    return VocEvaluation.of(List.of(1L), truths, detections).mean().orElseThrow();
  }

  @Test
  void allPointsOfTheCurveCount() {
    List<Truth> truths = List.of(truth(HERE, false), truth(THERE, false));
    List<Detection> hitMissHit =
        List.of(
            new Detection(1, 1, 0.9, HERE),
            new Detection(1, 1, 0.8, new BoxRegion(30, 30, 5, 5)),
            new Detection(1, 1, 0.7, THERE));

    assertThat(precision(truths, hitMissHit)).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-12));
  }

  @Test
  void aSecondDetectionOfOneObjectIsWrong() {
    List<Truth> truths = List.of(truth(HERE, false), truth(THERE, false));
    List<Detection> twice =
        List.of(
            new Detection(1, 1, 0.9, HERE),
            new Detection(1, 1, 0.8, HERE),
            new Detection(1, 1, 0.7, THERE));

    assertThat(precision(truths, twice)).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-12));
  }

  @Test
  void difficultObjectsCountNeitherWay() {
    List<Truth> truths = List.of(truth(HERE, false), truth(THERE, true));

    assertThat(precision(truths, List.of(new Detection(1, 1, 0.5, HERE))))
        .isCloseTo(1, within(1e-12));
    assertThat(
            precision(
                truths, List.of(new Detection(1, 1, 0.9, THERE), new Detection(1, 1, 0.5, HERE))))
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void whereNothingIsToBeFoundThereIsNoFigure() {
    List<Truth> truths = List.of(truth(HERE, true));

    assertThat(VocEvaluation.of(List.of(1L), truths, List.of(new Detection(1, 1, 1, HERE))).mean())
        .isEmpty();
  }

  @Test
  void anOverlapOfOneHalfIsEnough() {
    List<Truth> truths = List.of(truth(HERE, false));

    assertThat(precision(truths, List.of(new Detection(1, 1, 1, new BoxRegion(0, 0, 10, 5)))))
        .isCloseTo(1, within(1e-12));
    assertThat(precision(truths, List.of(new Detection(1, 1, 1, new BoxRegion(0, 0, 10, 4.9)))))
        .isZero();
  }
}
