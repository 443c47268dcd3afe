package org.vitmae.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.vitmae.tensor.Device;

/** Durations on a device. */
final class Stopwatch {
  private static final int GPU_ACTIONS = 5;

  private Stopwatch() {}

  /** Returns how long an action and all it started on the device take, in milliseconds. */
  static double millis(Device device, Runnable action) {
    device.synchronize();
    long begin = System.nanoTime();
    action.run();
    device.synchronize();
    return (System.nanoTime() - begin) / 1e6;
  }

  /**
   * Returns how long one of several equal actions takes that follow each other without a wait, in
   * milliseconds. On a GPU the host then prepares a step while the one before is computed, as in a
   * run; on the CPU a single action is timed.
   */
  static double millisEach(Device device, Runnable action) {
    int actions = device.cuda() ? GPU_ACTIONS : 1;
    Runnable all =
        () -> {
          for (int i = 0; i < actions; i++) {
            action.run();
          }
        };
    return millis(device, all) / actions;
  }

  /** Returns the middle value; of an even number of values the lower of the two in the middle. */
  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((sorted.size() - 1) / 2);
  }
}
