package org.vitmae.train;

import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Measures a run: how long it took, how long it waited for data, and its current speed. */
final class RunClock {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double wallSecondsBefore;
  private final double waitSecondsBefore;
  private long startNanos = System.nanoTime();
  private long waitNanos;
  private long lapNanos = startNanos;
  private long lapSteps;
  private long lapImages;

  /** Starts where an interrupted run stopped. */
  RunClock(double wallSeconds, double waitSeconds) {
    wallSecondsBefore = wallSeconds;
    waitSecondsBefore = waitSeconds;
  }

  void waited(long nanos) {
    waitNanos += nanos;
  }

  void stepped(int images) {
    lapSteps++;
    lapImages += images;
  }

  /** Starts measuring speed anew. */
  void startLap() {
    lapNanos = System.nanoTime();
    lapSteps = 0;
    lapImages = 0;
  }

  /** Does something whose duration does not count as training speed. */
  <T> T outsideLap(Supplier<T> work) {
    long from = System.nanoTime();
    try {
      return work.get();
    } finally {
      lapNanos += System.nanoTime() - from;
    }
  }

  /** Does something whose duration counts neither as training speed nor as part of the run. */
  <T> T outsideRun(Supplier<T> work) {
    long from = System.nanoTime();
    try {
      return outsideLap(work);
    } finally {
      startNanos += System.nanoTime() - from;
    }
  }

  /** Returns this lap's speed, empty if the lap has no step, as right after a resume. */
  OptionalDouble imagesPerSecond() {
    return lapSteps == 0 ? OptionalDouble.empty() : OptionalDouble.of(lapImages / lapSeconds());
  }

  double secondsPerStep() {
    return lapSteps == 0 ? 0 : lapSeconds() / lapSteps;
  }

  double wallSeconds() {
    return wallSecondsBefore + (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
  }

  double waitSeconds() {
    return waitSecondsBefore + waitNanos / NANOS_PER_SECOND;
  }

  double waitShare() {
    return Math.min(1, waitSeconds() / wallSeconds());
  }

  /** Returns the lap's duration, never 0. */
  private double lapSeconds() {
    return Math.max(1, System.nanoTime() - lapNanos) / NANOS_PER_SECOND;
  }
}
