package org.vitmae.bench;

import org.vitmae.bench.BenchRow.Extra;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.LargeCopy;

/**
 * The fastest copy of a large tensor, measured over and over beside the things it is compared with.
 */
final class MemoryBandwidth {
  private final LargeCopy copy;
  private double best;

  MemoryBandwidth(long bytes, Device device) {
    copy = new LargeCopy(bytes, device);
  }

  /** Times the copy once more. */
  BenchRow measure() {
    double millis = copy.bestNanos() / 1e6;
    double gigabytesPerSecond = copy.traffic() / millis / 1e6;
    best = Math.max(best, gigabytesPerSecond);
    return BenchRow.of("copy %d MB".formatted(copy.bytes() >> 20), "", 0, millis, 0)
        .with(Extra.GIGABYTES_PER_SECOND, gigabytesPerSecond);
  }

  /** Returns the best rate so far, in 10^9 bytes per second, those read and those written. */
  double gigabytesPerSecond() {
    return best;
  }
}
