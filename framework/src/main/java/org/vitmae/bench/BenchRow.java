package org.vitmae.bench;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One measurement.
 *
 * @param name what was measured
 * @param precision {@code fp32} or {@code bf16}; empty where there are no products
 * @param batch images per batch; 0 where there are none
 * @param millis duration of a batch, or of one product
 * @param gflop operations of a batch or product, in 10^9; 0 where they are not counted
 * @param peakShare rate of those operations over the fastest product's measured around them
 * @param optimizerMillis the part of the duration that is the optimizer's
 * @param peakMemoryBytes the most memory held: of the process, or of the GPU's allocator
 * @param ratioToTraining images per second over those of the first training row
 */
public record BenchRow(
    String name,
    String precision,
    int batch,
    double millis,
    double gflop,
    OptionalDouble peakShare,
    OptionalDouble optimizerMillis,
    OptionalLong peakMemoryBytes,
    OptionalDouble ratioToTraining) {
  /** Creates a row with a duration alone. */
  static BenchRow of(String name, String precision, int batch, double millis, double gflop) {
    return new BenchRow(
        name,
        precision,
        batch,
        millis,
        gflop,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty());
  }

  BenchRow withPeakShare(double share) {
    return new BenchRow(
        name,
        precision,
        batch,
        millis,
        gflop,
        OptionalDouble.of(share),
        optimizerMillis,
        peakMemoryBytes,
        ratioToTraining);
  }

  BenchRow withOptimizer(double partMillis) {
    return new BenchRow(
        name,
        precision,
        batch,
        millis,
        gflop,
        peakShare,
        OptionalDouble.of(partMillis),
        peakMemoryBytes,
        ratioToTraining);
  }

  BenchRow withPeakMemory(long bytes) {
    return new BenchRow(
        name,
        precision,
        batch,
        millis,
        gflop,
        peakShare,
        optimizerMillis,
        OptionalLong.of(bytes),
        ratioToTraining);
  }

  BenchRow withRatioToTraining(double ratio) {
    return new BenchRow(
        name,
        precision,
        batch,
        millis,
        gflop,
        peakShare,
        optimizerMillis,
        peakMemoryBytes,
        OptionalDouble.of(ratio));
  }

  /** Returns images per second; 0 where there are none. */
  public double imagesPerSecond() {
    return 1000 * batch / millis;
  }

  /** Returns operations per second, in 10^9. */
  public double gflopPerSecond() {
    return 1000 * gflop / millis;
  }
}
