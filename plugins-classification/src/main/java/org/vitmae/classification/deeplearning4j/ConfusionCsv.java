package org.vitmae.classification.deeplearning4j;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

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
    try (ICSVWriter csv =
        new CSVWriterBuilder(Files.newBufferedWriter(file)).withLineEnd("\n").build()) {
      csv.writeNext(row("", classNames), false);
      for (int c = 0; c < confusion.length; c++) {
        List<String> counts = Arrays.stream(confusion[c]).mapToObj(Long::toString).toList();
        csv.writeNext(row(classNames.get(c), counts), false);
      }
    }
  }

  private static String[] row(String first, List<String> rest) {
    String[] row = new String[rest.size() + 1];
    row[0] = first;
    for (int i = 0; i < rest.size(); i++) {
      row[i + 1] = rest.get(i);
    }
    return row;
  }
}
