package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.vitmae.bench.GrowthAxis;
import org.vitmae.bench.GrowthCsv;
import org.vitmae.bench.GrowthPoint;
import org.vitmae.reports.GrowthPlot;
import org.vitmae.reports.GrowthPlot.Quantity;

/**
 * Prints growth point by point, and writes {@code growth.csv} and a plot per axis.
 *
 * @param folder made if it is not there
 */
record GrowthReport(Path folder, PrintWriter out) {
  /** Begins; a folder that cannot be written shows before minutes are spent. */
  void begin() throws IOException {
    Files.createDirectories(folder);
    out.printf("%-12s%8s%12s%14s%14s%n", "axis", "size", "ms", "gflop/s", "memory MB");
  }

  void point(GrowthAxis axis, GrowthPoint point) {
    out.printf(
        Locale.ROOT,
        "%-12s%8d%12.2f%14.1f%14.1f%n",
        axis.label(),
        point.size(),
        point.millis(),
        1000 * point.gflop() / point.millis(),
        point.memoryBytes() / 1e6);
    out.flush();
  }

  void write(Map<GrowthAxis, List<GrowthPoint>> curves) throws IOException {
    GrowthCsv.write(folder.resolve("growth.csv"), curves);
    for (Map.Entry<GrowthAxis, List<GrowthPoint>> curve : curves.entrySet()) {
      Path file = folder.resolve("growth-%s.png".formatted(curve.getKey().label()));
      Files.write(file, plot(curve.getKey(), curve.getValue()));
    }
    out.printf("wrote %s%n", folder.resolve("growth.csv"));
  }

  private static byte[] plot(GrowthAxis axis, List<GrowthPoint> points) throws IOException {
    return GrowthPlot.png(
        axis.label(),
        points.stream().map(GrowthPoint::size).toList(),
        List.of(
            new Quantity(
                "ms per step",
                values(points, GrowthPoint::millis),
                values(points, GrowthPoint::gflop),
                "operations"),
            new Quantity(
                "MB added",
                values(points, point -> point.memoryBytes() / 1e6),
                values(points, GrowthPoint::predictedBytes),
                "predicted bytes")));
  }

  private static List<Double> values(
      List<GrowthPoint> points, ToDoubleFunction<GrowthPoint> value) {
    return points.stream().map(value::applyAsDouble).toList();
  }
}
