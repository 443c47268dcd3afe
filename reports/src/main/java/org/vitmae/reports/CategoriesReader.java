package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a test says of single categories: {@code categories.csv}, {@code pr-curves.csv}. */
final class CategoriesReader {
  private static final List<String> VALUES = List.of("category", "objects", "metric", "value");
  private static final List<String> CURVES = List.of("category", "iou", "recall", "precision");

  private CategoriesReader() {}

  /** Returns the values in file order; none where there is no file. */
  static List<CategoryValue> values(Path file) throws IOException {
    return rows(file, VALUES).stream()
        .map(
            row ->
                new CategoryValue(
                    row.text("category"),
                    row.whole("objects"),
                    row.text("metric"),
                    row.number("value")))
        .toList();
  }

  /** Returns the curves in the order they begin; none where there is no file. */
  static List<PrecisionRecall> curves(Path file) throws IOException {
    record Key(String category, double overlap) {}
    Map<Key, List<CsvFile.Row>> curves = new LinkedHashMap<>();
    for (CsvFile.Row row : rows(file, CURVES)) {
      curves
          .computeIfAbsent(
              new Key(row.text("category"), row.number("iou")), key -> new ArrayList<>())
          .add(row);
    }
    return curves.entrySet().stream()
        .map(
            curve ->
                new PrecisionRecall(
                    curve.getKey().category(),
                    curve.getKey().overlap(),
                    numbers(curve.getValue(), "recall"),
                    numbers(curve.getValue(), "precision")))
        .toList();
  }

  private static List<CsvFile.Row> rows(Path file, List<String> header) throws IOException {
    return CsvFile.read(file, header).map(CsvFile::rows).orElse(List.of());
  }

  private static double[] numbers(List<CsvFile.Row> rows, String column) {
    return rows.stream().mapToDouble(row -> row.number(column)).toArray();
  }
}
