package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code axis.csv}, the points of the plots over a key that was varied. */
final class AxisCsv {
  private static final List<String> COLUMNS =
      List.of(
          "axis",
          "axis_value",
          "group",
          "arm",
          "task",
          "dataset",
          "metric",
          "seeds",
          "runs",
          "mean",
          "std",
          "ci95_low",
          "ci95_high");

  private AxisCsv() {}

  static void write(Path file, List<AxisFigure> figures) throws IOException {
    try (CsvTable table = new CsvTable(file, COLUMNS)) {
      for (AxisFigure figure : figures) {
        figure.lines().values().stream()
            .flatMap(List::stream)
            .forEach(arm -> table.row(row(arm.setting(), arm.primary())));
      }
    }
  }

  private static List<String> row(ArmSetting setting, Estimate primary) {
    AxisValue value = setting.axis().orElseThrow();
    return List.of(
        value.axis(),
        value.value(),
        setting.group(),
        setting.arm(),
        setting.task(),
        setting.dataset(),
        setting.primaryMetric(),
        Integer.toString(primary.seeds()),
        Integer.toString(primary.runs()),
        CsvTable.number(primary.mean()),
        CsvTable.number(primary.std()),
        primary.interval().map(Interval::low).map(CsvTable::number).orElse(""),
        primary.interval().map(Interval::high).map(CsvTable::number).orElse(""));
  }
}
