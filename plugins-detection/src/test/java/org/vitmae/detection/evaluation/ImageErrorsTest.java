package org.vitmae.detection.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageErrorsTest {
  private static final BoxRegion HERE = new BoxRegion(0, 0, 50, 50);
  private static final BoxRegion THERE = new BoxRegion(200, 200, 50, 50);

  private static Truth truth(long category, BoxRegion box, boolean crowd) {
    return new Truth(1, category, box, box.area(), crowd, false);
  }

  private static Detection found(long category, double score, BoxRegion box) {
    return new Detection(1, category, score, box);
  }

  @Test
  void anObjectIsFoundOnceAndByItsOwnCategory() {
    List<Truth> truths = List.of(truth(0, HERE, false), truth(1, THERE, false));

    ImageErrors errors =
        ImageErrors.of(
            truths, List.of(found(0, 0.7, HERE), found(0, 0.9, HERE), found(0, 0.8, THERE)));

    assertThat(errors).isEqualTo(new ImageErrors(2, List.of(truths.get(1)), 2));
    assertThat(errors.found()).isEqualTo(1);
    assertThat(errors.count()).isEqualTo(3);
  }

  @Test
  void lessThanHalfAnOverlapFindsNothing() {
    BoxRegion off = new BoxRegion(20, 0, 50, 50);

    assertThat(ImageErrors.of(List.of(truth(0, HERE, false)), List.of(found(0, 1, off))).count())
        .isEqualTo(2);
  }

  @Test
  void crowdsNeitherNeedToBeFoundNorMakeWrong() {
    ImageErrors errors =
        ImageErrors.of(
            List.of(truth(0, HERE, true)),
            List.of(found(0, 1, HERE), found(0, 0.9, new BoxRegion(5, 5, 9, 9))));

    assertThat(errors).isEqualTo(new ImageErrors(0, List.of(), 0));
  }

  @Test
  void difficultObjectsNeitherNeedToBeFoundNorMakeWrong() {
    Truth easy = truth(0, HERE, false);
    Truth difficult = new Truth(1, 0, THERE, THERE.area(), false, true);

    assertThat(ImageErrors.of(List.of(easy, difficult), List.of()))
        .isEqualTo(new ImageErrors(1, List.of(easy), 0));
    assertThat(ImageErrors.of(List.of(easy, difficult), List.of(found(0, 1, THERE))))
        .isEqualTo(new ImageErrors(1, List.of(easy), 0));
  }
}
