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
    /** 10^9 bytes moved per second: copied, read and written both counted, or handed over. */
    GIGABYTES_PER_SECOND,
    /** The rate of the bytes over that of a large copy. */
    BANDWIDTH_SHARE,
    /** The part of the duration that is the optimizer's, in milliseconds. */
    OPTIMIZER_MILLIS,
    /** What the optimizer's reads and writes would take at the rate of a large copy. */
    OPTIMIZER_FLOOR_MILLIS,
    /** The part of the duration that goes into conversions from and to bfloat16. */
    CAST_MILLIS,
    /** The most memory held: of the process, or of the GPU's allocator. */
    PEAK_MEMORY_BYTES,
    /** Images per second over those of the first training row. */
    RATIO_TO_TRAINING,
    /** The duration of the form it is compared with over its own. */
    SPEED_UP
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

  /** Returns the share of optimizer and conversions in the duration, where they were measured. */
  OptionalDouble updateShare() {
    return extras.containsKey(Extra.OPTIMIZER_MILLIS)
        ? OptionalDouble.of(
            (extras.get(Extra.OPTIMIZER_MILLIS) + extras.getOrDefault(Extra.CAST_MILLIS, 0.0))
                / millis)
        : OptionalDouble.empty();
  }

  /** Returns images per second; 0 where there are none. */
  public double imagesPerSecond() {
    return 1000 * batch / millis;
  }

  /** Returns operations per second, in 10^9. */
  double gflopPerSecond() {
    return 1000 * gflop / millis;
  }
}
