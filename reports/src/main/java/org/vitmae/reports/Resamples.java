package org.vitmae.reports;

/**
 * The primary metric on other draws of the test images, as a run recorded it where the metric is
 * not a mean over images.
 *
 * @param values one per draw; the draws are the same for all runs of an experiment
 */
record Resamples(double[] values) {}
