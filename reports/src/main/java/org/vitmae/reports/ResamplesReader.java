package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@code resamples.csv}. */
final class ResamplesReader {
  private static final List<String> HEADER = List.of("resample", "value");

  /** Fewer tell nothing of the tails of which intervals are made. */
  private static final int LEAST = 100;

  private ResamplesReader() {}

  /** Returns the values, or nothing where none were recorded. */
  static Optional<Resamples> read(Path file) throws IOException {
    Optional<CsvFile> found = CsvFile.read(file, HEADER);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<CsvFile.Row> rows = found.get().rows();
    if (rows.size() < LEAST) {
      throw new ReportException(
          file,
          "expected at least "
              + LEAST
              + " resamples, found "
              + rows.size()
              + "."
              + ReportException.RUN_AGAIN);
    }
    double[] values = new double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      CsvFile.Row row = rows.get(i);
      if (row.whole("resample") != i) {
        throw row.wrong("expected resample " + i + ", found " + row.text("resample"));
      }
      values[i] = row.number("value");
    }
    return Optional.of(new Resamples(values));
  }
}
