package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code categories.csv}, what every arm reached on every category. */
final class CategoriesCsv {
  private static final List<String> COLUMNS =
      List.of("arm", "category", "objects", "metric", "seeds", "runs", "mean", "std");

  private CategoriesCsv() {}

  static void write(Path file, Results results) throws IOException {
    try (CsvTable table = new CsvTable(file, COLUMNS)) {
      results
          .arms()
          .forEach(arm -> arm.categories().forEach(result -> table.row(row(arm.arm(), result))));
    }
  }

  private static List<String> row(String arm, CategoryResult result) {
    Estimate estimate = result.estimate();
    return List.of(
        arm,
        result.category(),
        Long.toString(result.objects()),
        result.metric(),
        Integer.toString(estimate.seeds()),
        Integer.toString(estimate.runs()),
        CsvTable.number(estimate.mean()),
        CsvTable.number(estimate.std()));
  }
}
