package org.vitmae.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.vitmae.files.CsvWriter;

/** Writes {@code trials.csv}: every trial of every sweep, and which was chosen. */
final class TrialsCsv {
  private TrialsCsv() {}

  static void write(Path file, Collection<SweepResult> sweeps) throws IOException {
    try (CsvWriter csv =
        new CsvWriter(file, "arm", "trial", "values", "metric", "value", "chosen")) {
      for (SweepResult sweep : sweeps) {
        for (List<Object> row : sweep.rows()) {
          csv.row(row.toArray());
        }
      }
    }
  }
}
