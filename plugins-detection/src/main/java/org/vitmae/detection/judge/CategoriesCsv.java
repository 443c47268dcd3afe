package org.vitmae.detection.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vitmae.detection.evaluation.CategoryResult;
import org.vitmae.detection.evaluation.CocoEvaluation;
import org.vitmae.files.CsvWriter;

/** Writes {@code categories.csv}: how well each category was found. */
final class CategoriesCsv implements AutoCloseable {
  private static final List<String> METRICS =
      List.of("AP", "AP50", "AP75", "APsmall", "APmedium", "APlarge", "AR100");

  private final CsvWriter csv;
  private final List<String> classNames;

  CategoriesCsv(Path cellFolder, List<String> classNames) throws IOException {
    this.csv =
        new CsvWriter(
            cellFolder.resolve("categories.csv"), "category", "objects", "metric", "value");
    this.classNames = classNames;
  }

  /**
   * Adds the figures of all categories; a figure that no object belongs to has no row.
   *
   * @param prefix of the metrics' names
   * @param findings what was evaluated
   */
  void add(String prefix, Findings findings, CocoEvaluation evaluation) {
    for (Map.Entry<Long, CategoryResult> category : evaluation.categories().entrySet()) {
      int label = category.getKey().intValue();
      Map<String, Double> figures = category.getValue().figures();
      for (String metric : METRICS) {
        if (figures.containsKey(metric)) {
          csv.row(
              classNames.get(label), findings.objects(label), prefix + metric, figures.get(metric));
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
