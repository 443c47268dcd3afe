package org.vitmae.checkpoint;

/**
 * The best value that a validation metric has reached.
 *
 * @param metric its name, for instance {@code top1}
 * @param step the optimizer update after which it was measured; a checkpoint of that step is kept
 */
public record BestMetric(String metric, double value, long step) {}
