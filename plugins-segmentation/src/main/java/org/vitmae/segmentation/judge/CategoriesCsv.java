package org.vitmae.segmentation.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.vitmae.files.CsvWriter;
import org.vitmae.segmentation.evaluation.ClassAreas;
import org.vitmae.segmentation.evaluation.ClassMetric;

/** Writes {@code categories.csv}: how well each class was told; its objects are pixels. */
final class CategoriesCsv {
  private static final List<ClassMetric> METRICS =
      List.of(ClassMetric.IOU, ClassMetric.ACCURACY, ClassMetric.DICE);

  private CategoriesCsv() {}

  /** Writes the file; a figure that is 0/0 has no row. */
  static void write(Path cellFolder, List<String> classNames, ClassAreas areas) throws IOException {
    try (CsvWriter csv =
        new CsvWriter(
            cellFolder.resolve("categories.csv"), "category", "objects", "metric", "value")) {
      for (int label = 0; label < classNames.size(); label++) {
        for (ClassMetric metric : METRICS) {
          double value = metric.of(areas, label);
          if (!Double.isNaN(value)) {
            csv.row(classNames.get(label), areas.labeled()[label], metric.label(), value);
          }
        }
      }
    }
  }
}
