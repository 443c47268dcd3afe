package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code confusion.csv}. */
final class ConfusionReader {
  private static final String REMEDY =
      " Delete the cell's folder and use run --resume to run it again, or delete this file.";

  private ConfusionReader() {}

  /** Returns the matrix, or nothing where the task wrote none. */
  static Optional<ConfusionMatrix> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String[]> rows = CsvLines.read(file, REMEDY);
    if (rows.isEmpty()) {
      throw wrong(file, 1, "expected an empty field and the class names, found an empty file");
    }
    String[] header = rows.get(0);
    List<String> classes = Arrays.asList(header).subList(1, header.length);
    if (rows.size() != classes.size() + 1) {
      throw wrong(
          file,
          rows.size(),
          "expected " + classes.size() + " rows after the header, found " + (rows.size() - 1));
    }
    long[][] counts = new long[classes.size()][];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = counts(file, i + 2, classes.get(i), classes.size(), rows.get(i + 1));
    }
    return Optional.of(new ConfusionMatrix(classes, counts));
  }

  private static long[] counts(Path file, int line, String name, int classes, String[] fields) {
    if (fields.length != classes + 1 || !fields[0].equals(name)) {
      throw wrong(
          file,
          line,
          "expected '" + name + "' and " + classes + " counts, found " + String.join(",", fields));
    }
    long[] counts = new long[classes];
    for (int i = 0; i < classes; i++) {
      try {
        counts[i] = Long.parseLong(fields[i + 1]);
      } catch (NumberFormatException e) {
        throw wrong(file, line, "counts must be whole numbers, found '" + fields[i + 1] + "'");
      }
    }
    return counts;
  }

  private static ReportException wrong(Path file, int line, String problem) {
    return new ReportException(file, "line " + line + ": " + problem + "." + REMEDY);
  }
}
