package org.vitmae.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One measurement.
 *
 * @param name what was measured
 * @param precision {@code fp32} or {@code bf16}; empty where there are no products
 * @param batch images per batch; 0 where there are none
 * @param millis duration of a batch, or of one product
 * @param gflop operations of a batch or product, in 10^9; 0 where they are not counted
 * @param extras what else was measured
 */
public record BenchRow(
    String name,
    String precision,
    int batch,
    double millis,
    double gflop,
    Map<Extra, Double> extras) {
  /** What only some measurements have. */
  public enum Extra {
    /** The rate of the operations over the fastest product's, measured around them. */
    PEAK_SHARE,
    /** The part of the duration that is the optimizer's, in milliseconds. */
    OPTIMIZER_MILLIS,
    /** The most memory held: of the process, or of the GPU's allocator. */
    PEAK_MEMORY_BYTES,
    /** Images per second over those of the first training row. */
    RATIO_TO_TRAINING
  }

  public BenchRow {
    extras = Map.copyOf(extras);
  }

  /** Creates a row with a duration alone. */
  static BenchRow of(String name, String precision, int batch, double millis, double gflop) {
    return new BenchRow(name, precision, batch, millis, gflop, Map.of());
  }

  BenchRow with(Extra extra, double value) {
    Map<Extra, Double> more = new EnumMap<>(Extra.class);
    more.putAll(extras);
    more.put(extra, value);
    return new BenchRow(name, precision, batch, millis, gflop, more);
  }

  /** Returns what was measured besides the duration, if it was. */
  public OptionalDouble extra(Extra extra) {
    Double value = extras.get(extra);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
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
