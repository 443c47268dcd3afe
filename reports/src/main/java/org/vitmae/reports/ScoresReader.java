package org.vitmae.reports;

import com.opencsv.CSVReader;
import com.opencsv.exceptions.CsvException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code scores.csv}. */
final class ScoresReader {
  private static final List<String> HEADER = List.of("id", "score");

  private ScoresReader() {}

  /** Returns the scores, or nothing where the metric is not a mean over samples. */
  static Optional<Scores> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String[]> rows;
    try (CSVReader csv = MetricsReader.open(file)) {
      rows = csv.readAll();
    } catch (CharacterCodingException e) {
      throw new ReportException(file, "is not UTF-8 text." + ReportException.RUN_AGAIN, e);
    } catch (CsvException e) {
      throw new ReportException(file, "line " + e.getLineNumber() + ": " + e.getMessage(), e);
    }
    if (rows.size() < 2 || !HEADER.equals(Arrays.asList(rows.get(0)))) {
      throw wrong(file, 1, "expected the header id,score and at least one sample");
    }
    List<Long> ids = new ArrayList<>();
    double[] values = new double[rows.size() - 1];
    for (int i = 0; i < values.length; i++) {
      int line = i + 2;
      values[i] = value(file, line, rows.get(i + 1));
      long id = id(file, line, rows.get(i + 1));
      if (i > 0 && id <= ids.get(i - 1)) {
        throw wrong(
            file,
            line,
            "ids must be sorted and each there once, found %d after %d"
                .formatted(id, ids.get(i - 1)));
      }
      ids.add(id);
    }
    return Optional.of(new Scores(ids, values));
  }

  private static long id(Path file, int line, String[] fields) {
    try {
      return Long.parseLong(fields[0]);
    } catch (NumberFormatException e) {
      throw wrong(file, line, "an id must be a whole number, found '" + fields[0] + "'");
    }
  }

  private static double value(Path file, int line, String[] fields) {
    try {
      double value = fields.length == 2 ? Double.parseDouble(fields[1]) : Double.NaN;
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, as any other field that is no finite number.
    }
    throw wrong(
        file, line, "expected an id and a finite number, found '" + String.join(",", fields) + "'");
  }

  private static ReportException wrong(Path file, int line, String problem) {
    return new ReportException(
        file, "line " + line + ": " + problem + "." + ReportException.RUN_AGAIN);
  }
}
