package org.vitmae.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vitmae.files.CsvWriter;

/** Growth as a table: a row per point, with the exponents from the point before it. */
public final class GrowthCsv {
  private static final String[] HEADER = {
    "axis",
    "size",
    "ms",
    "gflop",
    "memory_mb",
    "predicted_memory_mb",
    "time_exponent",
    "operations_exponent",
    "memory_exponent"
  };

  private GrowthCsv() {}

  /** Writes the points of all axes below a header. */
  public static void write(Path file, Map<GrowthAxis, List<GrowthPoint>> curves)
      throws IOException {
    try (CsvWriter csv = new CsvWriter(file, HEADER)) {
      curves.forEach(
          (axis, points) -> {
            for (int i = 0; i < points.size(); i++) {
              csv.row((Object[]) row(axis, points, i));
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
