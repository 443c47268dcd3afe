package org.vitmae.reports;

import java.util.Optional;

/**
 * What all seeds of one arm have in common.
 *
 * @param initialization {@code mae}, {@code random} or {@code weights}
 * @param testImages number of images the arm is judged on
 * @param primaryMetric the metric arms are compared by
 * @param baseline the arm it is compared with, which may be itself; empty if there is none
 * @param group the arm's name before one of its keys was varied; its own name if none was
 * @param axis the key that was varied and this arm's value of it
 */
record ArmSetting(
    String arm,
    String task,
    String dataset,
    String initialization,
    String protocol,
    long testImages,
    String primaryMetric,
    boolean higherIsBetter,
    Optional<String> baseline,
    String group,
    Optional<AxisValue> axis) {

  boolean isBaseline() {
    return baseline.equals(Optional.of(arm));
  }

  /** Tells whether two arms are judged by the same metric on as many images of one data set. */
  boolean isJudgedLike(ArmSetting other) {
    return dataset.equals(other.dataset)
        && testImages == other.testImages
        && primaryMetric.equals(other.primaryMetric)
        && higherIsBetter == other.higherIsBetter;
  }
}
