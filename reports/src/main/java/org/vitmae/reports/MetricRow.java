package org.vitmae.reports;

/**
 * One row of {@code metrics.csv}.
 *
 * @param step optimizer updates so far
 * @param epoch updates over updates per epoch
 * @param split {@code train}, {@code val} or {@code test}
 */
record MetricRow(long step, double epoch, String split, String metric, double value) {}
