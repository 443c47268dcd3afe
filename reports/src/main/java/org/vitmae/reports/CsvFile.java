package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A CSV file with a header, read as a whole. */
record CsvFile(List<Row> rows) {

  /** One line of the file, read by the names of its columns. */
  record Row(Path file, int line, List<String> header, List<String> fields) {

    String text(String column) {
      return fields.get(header.indexOf(column));
    }

    /** Returns a finite number. */
    double number(String column) {
      try {
        double value = Double.parseDouble(text(column));
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Told below, as any other field that is no finite number.
      }
      throw wrong(column + " must be a finite number, found '" + text(column) + "'");
    }

    long whole(String column) {
      try {
        return Long.parseLong(text(column));
      } catch (NumberFormatException e) {
        throw wrong(column + " must be a whole number, found '" + text(column) + "'");
      }
    }

    /** Returns what to throw for this line. */
    ReportException wrong(String problem) {
      return CsvFile.wrong(file, line, problem);
    }
  }

  /**
   * Reads a file whose first columns are {@code header}; others may follow.
   *
   * @return empty where there is no such file
   * @throws ReportException if it is malformed
   */
  static Optional<CsvFile> read(Path file, List<String> header) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String[]> lines = CsvLines.read(file, ReportException.RUN_AGAIN);
    List<String> found = lines.isEmpty() ? List.of() : List.of(lines.get(0));
    if (found.size() < header.size() || !found.subList(0, header.size()).equals(header)) {
      String what = found.isEmpty() ? "an empty file" : String.join(",", found);
      throw wrong(file, 1, "expected the header " + String.join(",", header) + ", found " + what);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      rows.add(row(file, i + 1, found, lines.get(i)));
    }
    return Optional.of(new CsvFile(List.copyOf(rows)));
  }

  private static Row row(Path file, int line, List<String> header, String[] fields) {
    if (fields.length != header.size()) {
      throw wrong(file, line, "expected " + header.size() + " fields, found " + fields.length);
    }
    return new Row(file, line, header, List.of(fields));
  }

  private static ReportException wrong(Path file, int line, String problem) {
    return new ReportException(
        file, "line " + line + ": " + problem + "." + ReportException.RUN_AGAIN);
  }
}
