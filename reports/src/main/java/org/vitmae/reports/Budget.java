package org.vitmae.reports;

import java.util.List;

/**
 * What training cost.
 *
 * @param imagesSeen training images processed, repeats counted
 * @param flops floating-point operations
 * @param wallSeconds training and validation
 * @param waitShare share of the training time spent waiting for data, in [0, 1]
 * @param peakMemoryBytes greatest memory of the process or of the device
 */
record Budget(
    double imagesSeen, double flops, double wallSeconds, double waitShare, double peakMemoryBytes) {
  static final Budget NOTHING = new Budget(0, 0, 0, 0, 0);

  /** Returns the mean cost of one run and the greatest peak; nothing for an empty list. */
  static Budget meanOf(List<Budget> runs) {
    if (runs.isEmpty()) {
      return NOTHING;
    }
    Budget sum = NOTHING;
    for (Budget run : runs) {
      sum =
          new Budget(
              sum.imagesSeen + run.imagesSeen,
              sum.flops + run.flops,
              sum.wallSeconds + run.wallSeconds,
              sum.waitShare + run.waitShare,
              Math.max(sum.peakMemoryBytes, run.peakMemoryBytes));
    }
    int count = runs.size();
    return new Budget(
        sum.imagesSeen / count,
        sum.flops / count,
        sum.wallSeconds / count,
        sum.waitShare / count,
        sum.peakMemoryBytes);
  }

  /** Returns the cost of this followed by {@code next}; the share of waiting is that of both. */
  Budget then(Budget next) {
    double seconds = wallSeconds + next.wallSeconds;
    double waited = wallSeconds * waitShare + next.wallSeconds * next.waitShare;
    return new Budget(
        imagesSeen + next.imagesSeen,
        flops + next.flops,
        seconds,
        seconds > 0 ? waited / seconds : 0,
        Math.max(peakMemoryBytes, next.peakMemoryBytes));
  }
}
