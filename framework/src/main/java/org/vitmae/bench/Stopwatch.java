package org.vitmae.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.vitmae.tensor.Device;

/** Durations on a device. */
final class Stopwatch {
  private Stopwatch() {}

  /** Returns how long an action and all it started on the device take, in milliseconds. */
  static double millis(Device device, Runnable action) {
    device.synchronize();
    long begin = System.nanoTime();
    action.run();
    device.synchronize();
    return (System.nanoTime() - begin) / 1e6;
  }

  /** Returns the middle value; of an even number of values the lower of the two in the middle. */
  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((sorted.size() - 1) / 2);
  }
}
