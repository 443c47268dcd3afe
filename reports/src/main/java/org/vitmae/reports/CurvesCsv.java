package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code curves.csv}: every logged number of every finished cell, one per row. */
final class CurvesCsv {
  private static final List<String> COLUMNS =
      List.of("cell", "arm", "seed", "step", "epoch", "split", "metric", "value");

  private CurvesCsv() {}

  static void write(Path file, Run run) throws IOException {
    try (CsvTable table = new CsvTable(file, COLUMNS)) {
      for (Cell cell : run.cells()) {
        String arm = cell.arm().map(ArmSetting::arm).orElse("");
        for (MetricRow row : cell.metrics()) {
          table.row(
              List.of(
                  cell.name(),
                  arm,
                  Long.toString(cell.seeds().own()),
                  Long.toString(row.step()),
                  CsvTable.number(row.epoch()),
                  row.split(),
                  row.metric(),
                  CsvTable.number(row.value())));
        }
      }
    }
  }
}
