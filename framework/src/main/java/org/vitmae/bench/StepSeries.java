package org.vitmae.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.vitmae.bench.BenchRow.Extra;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.MemoryMeter;

/**
 * Times batch after batch, and the matrix product before, among and after them.
 *
 * @param batchSize images per batch
 * @param steps batches to time
 */
record StepSeries(int batchSize, int steps, Device device, Precision precision, MatmulPeak peak) {
  /** Between the parts of a series the matrix product is timed again. */
  private static final int PARTS = 4;

  private static final int WARM_UP = 3;

  /**
   * Times an action.
   *
   * @param gflop operations of a batch, in 10^9
   * @param action does the work of a batch, given its number from 0
   */
  BenchRow time(String name, double gflop, IntConsumer action) {
    MemoryMeter memory = new MemoryMeter(device);
    List<Double> millis = new ArrayList<>();
    long peakBytes = 0;
    AtomicInteger number = new AtomicInteger();
    Runnable next = () -> action.accept(number.getAndIncrement());
    peak.restart();
    for (int part = 0; part < PARTS; part++) {
      peak.measure();
      memory.restart();
      // The first batches also take the memory that was given back from the system again.
      for (int i = 0; i < WARM_UP; i++) {
        next.run();
      }
      int upTo = steps * (part + 1) / PARTS;
      while (millis.size() < upTo) {
        millis.add(Stopwatch.millisEach(device, next));
      }
      peakBytes = Math.max(peakBytes, memory.peakBytes());
    }
    peak.measure();
    BenchRow row =
        BenchRow.of(name, precision.toString(), batchSize, Stopwatch.median(millis), gflop);
    return row.with(Extra.PEAK_SHARE, row.gflopPerSecond() / peak.gflopPerSecond())
        .with(Extra.PEAK_MEMORY_BYTES, peakBytes);
  }
}
