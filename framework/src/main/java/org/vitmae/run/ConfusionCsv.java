package org.vitmae.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.vitmae.files.CsvWriter;

/** Writes {@code confusion.csv}: true classes as rows, predicted ones as columns. */
public final class ConfusionCsv {
  private ConfusionCsv() {}

  /**
   * Writes an empty field and the class names, then for every true class its name and how often
   * each class was predicted for it.
   *
   * @param confusion [C, C], true class first
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, List<String> classNames, long[][] confusion)
      throws IOException {
    if (confusion.length != classNames.size()) {
      throw new IllegalArgumentException(
          "confusion must have one row per class, got %d rows for %d classes"
              .formatted(confusion.length, classNames.size()));
    }
    String[] header = new String[classNames.size() + 1];
    header[0] = "";
    for (int c = 0; c < classNames.size(); c++) {
      header[c + 1] = classNames.get(c);
    }
    try (CsvWriter csv = new CsvWriter(file, header)) {
      for (int c = 0; c < confusion.length; c++) {
        Object[] row = new Object[header.length];
        row[0] = classNames.get(c);
        for (int predicted = 0; predicted < confusion.length; predicted++) {
          row[predicted + 1] = confusion[c][predicted];
        }
        csv.row(row);
      }
    }
  }
}
