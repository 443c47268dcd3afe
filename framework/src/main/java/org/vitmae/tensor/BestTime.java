package org.vitmae.tensor;

/** The shortest of several runs: what a device is capable of when nothing disturbs it. */
final class BestTime {
  private static final int MIN_REPEATS = 2;
  private static final int MAX_REPEATS = 20;
  private static final long ENOUGH_NANOS = 300_000_000;

  private BestTime() {}

  /**
   * Returns how long an action takes at best, in nanoseconds; native objects it makes are freed
   * each time.
   */
  static long nanos(Device device, Runnable action) {
    device.synchronize();
    long best = Long.MAX_VALUE;
    long spent = 0;
    for (int i = 0; i < MIN_REPEATS || (i < MAX_REPEATS && spent < ENOUGH_NANOS); i++) {
      long begin = System.nanoTime();
      try (Scope scope = new Scope()) {
        action.run();
        device.synchronize();
      }
      long nanos = System.nanoTime() - begin;
      best = Math.min(best, nanos);
      spent += nanos;
    }
    return best;
  }
}
