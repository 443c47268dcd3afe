package org.vitmae.bench;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Growth as a table: a row per point, with the exponents from the point before it. */
public final class GrowthCsv {
  private static final List<String> HEADER =
      List.of(
          "axis",
          "size",
          "ms",
          "gflop",
          "memory_mb",
          "predicted_memory_mb",
          "time_exponent",
          "operations_exponent",
          "memory_exponent");

  private GrowthCsv() {}

  /** Writes the points of all axes below a header. */
  public static void write(Path file, Map<GrowthAxis, List<GrowthPoint>> curves)
      throws IOException {
    try (ICSVWriter csv =
        new CSVWriterBuilder(Files.newBufferedWriter(file)).withLineEnd("\n").build()) {
      csv.writeNext(HEADER.toArray(String[]::new), false);
      curves.forEach(
          (axis, points) -> {
            for (int i = 0; i < points.size(); i++) {
              csv.writeNext(row(axis, points, i), false);
            }
          });
    }
  }

  private static String[] row(GrowthAxis axis, List<GrowthPoint> points, int i) {
    GrowthPoint point = points.get(i);
    boolean first = i == 0;
    GrowthPoint before = points.get(first ? 0 : i - 1);
    return new String[] {
      axis.label(),
      Integer.toString(point.size()),
      number(point.millis()),
      number(point.gflop()),
      number(point.memoryBytes() / 1e6),
      number(point.predictedBytes() / 1e6),
      first ? "" : number(before.timeExponent(point)),
      first ? "" : number(before.operationsExponent(point)),
      first ? "" : number(before.memoryExponent(point))
    };
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
