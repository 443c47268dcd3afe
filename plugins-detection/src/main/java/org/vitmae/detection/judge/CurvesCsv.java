package org.vitmae.detection.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vitmae.detection.evaluation.CocoEvaluation;
import org.vitmae.files.CsvWriter;

/** Writes {@code pr-curves.csv}: precision over recall, at COCO's 101 recalls. */
final class CurvesCsv {
  private static final String MEAN = "all";

  /** Overlaps to write, by their place among COCO's. */
  private static final Map<Integer, Double> OVERLAPS = Map.of(0, 0.5, 5, 0.75);

  private CurvesCsv() {}

  /** Writes the mean over the categories as {@code all}, then every category that has objects. */
  static void write(Path cellFolder, List<String> classNames, CocoEvaluation evaluation)
      throws IOException {
    try (CsvWriter csv =
        new CsvWriter(
            cellFolder.resolve("pr-curves.csv"), "category", "iou", "recall", "precision")) {
      for (int overlap : OVERLAPS.keySet().stream().sorted().toList()) {
        Map<Long, double[]> curves = curves(evaluation, overlap);
        if (!curves.isEmpty()) {
          write(csv, MEAN, OVERLAPS.get(overlap), mean(curves));
        }
        curves.forEach(
            (label, curve) ->
                write(csv, classNames.get(label.intValue()), OVERLAPS.get(overlap), curve));
      }
    }
  }

  private static Map<Long, double[]> curves(CocoEvaluation evaluation, int overlap) {
    Map<Long, double[]> curves = new LinkedHashMap<>();
    evaluation
        .categories()
        .forEach(
            (label, category) ->
                category.all().ifPresent(all -> curves.put(label, all.precision()[overlap])));
    return curves;
  }

  private static double[] mean(Map<Long, double[]> curves) {
    double[] mean = new double[curves.values().iterator().next().length];
    Arrays.setAll(
        mean,
        recall ->
            curves.values().stream().mapToDouble(curve -> curve[recall]).average().orElseThrow());
    return mean;
  }

  private static void write(CsvWriter csv, String category, double overlap, double[] curve) {
    for (int i = 0; i < curve.length; i++) {
      csv.row(category, overlap, (double) i / (curve.length - 1), curve[i]);
    }
  }
}
