package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code scores.csv}. */
final class ScoresReader {
  private static final List<String> HEADER = List.of("id", "score");

  private ScoresReader() {}

  /** Returns the scores, or nothing where the metric is not a mean over samples. */
  static Optional<Scores> read(Path file) throws IOException {
    Optional<CsvFile> found = CsvFile.read(file, HEADER);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<CsvFile.Row> rows = found.get().rows();
    if (rows.isEmpty()) {
      throw new ReportException(
          file, "expected at least one sample, found none." + ReportException.RUN_AGAIN);
    }
    List<Long> ids = new ArrayList<>();
    for (CsvFile.Row row : rows) {
      long id = row.whole("id");
      if (!ids.isEmpty() && id <= ids.get(ids.size() - 1)) {
        throw row.wrong(
            "ids must be unique and ascending, found %d after %d"
                .formatted(id, ids.get(ids.size() - 1)));
      }
      ids.add(id);
    }
    return Optional.of(
        new Scores(ids, rows.stream().mapToDouble(row -> row.number("score")).toArray()));
  }
}
