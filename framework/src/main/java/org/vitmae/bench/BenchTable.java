package org.vitmae.bench;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

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
          "optimizer_ms",
          "peak_memory_mb",
          "ratio_to_training");

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
        row.peakShare().isEmpty() ? "" : number("%.1f", 100 * row.peakShare().getAsDouble()),
        row.optimizerMillis().isEmpty() ? "" : number("%.2f", row.optimizerMillis().getAsDouble()),
        row.peakMemoryBytes().isEmpty()
            ? ""
            : number("%.0f", row.peakMemoryBytes().getAsLong() / 1e6),
        row.ratioToTraining().isEmpty() ? "" : number("%.2f", row.ratioToTraining().getAsDouble()));
  }

  /** Writes all rows below a header. */
  public void writeCsv(Path file, List<BenchRow> rows) throws IOException {
    try (ICSVWriter csv =
        new CSVWriterBuilder(Files.newBufferedWriter(file)).withLineEnd("\n").build()) {
      csv.writeNext(HEADER.toArray(String[]::new), false);
      for (BenchRow row : rows) {
        csv.writeNext(cells(row).toArray(String[]::new), false);
      }
    }
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
