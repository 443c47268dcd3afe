package org.vitmae.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.vitmae.bench.BenchRow.Extra;
import org.vitmae.files.CsvWriter;

/**
 * Rows as text, each with where it was measured.
 *
 * @param threads compute threads
 */
public record BenchTable(String device, int threads) {
  private static final List<String> HEADER =
      List.of(
          "case",
          "device",
          "precision",
          "threads",
          "batch",
          "ms",
          "images_per_second",
          "gflop",
          "gflop_per_second",
          "peak_share_percent",
          "gb_per_second",
          "bandwidth_share_percent",
          "optimizer_ms",
          "optimizer_floor_ms",
          "casts_ms",
          "optimizer_casts_percent",
          "peak_memory_mb",
          "ratio_to_training",
          "speed_up");

  /** Returns the names of the columns. */
  public static List<String> header() {
    return HEADER;
  }

  /** Returns the fields of a row; those that say nothing about it are empty. */
  public List<String> cells(BenchRow row) {
    return List.of(
        row.name(),
        device,
        row.precision(),
        Integer.toString(threads),
        row.batch() == 0 ? "" : Integer.toString(row.batch()),
        number("%.2f", row.millis()),
        row.batch() == 0 ? "" : number("%.1f", row.imagesPerSecond()),
        row.gflop() == 0 ? "" : number("%.2f", row.gflop()),
        row.gflop() == 0 ? "" : number("%.1f", row.gflopPerSecond()),
        extra("%.1f", 100, row.extra(Extra.PEAK_SHARE)),
        extra("%.2f", 1, row.extra(Extra.GIGABYTES_PER_SECOND)),
        extra("%.2f", 100, row.extra(Extra.BANDWIDTH_SHARE)),
        extra("%.2f", 1, row.extra(Extra.OPTIMIZER_MILLIS)),
        extra("%.2f", 1, row.extra(Extra.OPTIMIZER_FLOOR_MILLIS)),
        extra("%.2f", 1, row.extra(Extra.CAST_MILLIS)),
        extra("%.1f", 100, row.updateShare()),
        extra("%.0f", 1e-6, row.extra(Extra.PEAK_MEMORY_BYTES)),
        extra("%.2f", 1, row.extra(Extra.RATIO_TO_TRAINING)),
        extra("%.2f", 1, row.extra(Extra.SPEED_UP)));
  }

  private static String extra(String format, double scale, OptionalDouble value) {
    return value.isEmpty() ? "" : number(format, scale * value.getAsDouble());
  }

  /** Writes all rows below a header. */
  public void writeCsv(Path file, List<BenchRow> rows) throws IOException {
    try (CsvWriter csv = new CsvWriter(file, HEADER.toArray(String[]::new))) {
      for (BenchRow row : rows) {
        csv.row(cells(row).toArray());
      }
    }
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
