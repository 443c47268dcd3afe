package org.vitmae.run;

/**
 * What a cell is if it is an arm of a comparison.
 *
 * @param initialization {@code mae}, {@code random} or {@code weights}
 * @param primaryMetric the metric that arms are compared by
 * @param repeat which of the runs with the same pretraining seed, from 0
 */
public record ArmSubject(
    String arm,
    String task,
    String protocol,
    String initialization,
    String primaryMetric,
    boolean higherIsBetter,
    int repeat) {}
