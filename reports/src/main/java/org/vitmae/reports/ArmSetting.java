package org.vitmae.reports;

/**
 * What all seeds of one arm have in common.
 *
 * @param initialization {@code mae} or {@code random}
 * @param testImages number of images the arm is judged on
 * @param primaryMetric the metric arms are compared by
 */
record ArmSetting(
    String arm,
    String task,
    String dataset,
    String initialization,
    String protocol,
    String engine,
    long testImages,
    String primaryMetric,
    boolean higherIsBetter) {

  /** Tells whether two arms are judged by the same metric on as many images of one data set. */
  boolean isJudgedLike(ArmSetting other) {
    return task.equals(other.task)
        && dataset.equals(other.dataset)
        && testImages == other.testImages
        && primaryMetric.equals(other.primaryMetric)
        && higherIsBetter == other.higherIsBetter;
  }
}
