package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the folder of one finished cell. */
final class CellReader {
  private final Path folder;
  private final JsonFields manifest;

  private CellReader(Path folder, JsonFields manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  static Cell read(Path folder, JsonFields manifest) throws IOException {
    return new CellReader(folder, manifest).cell();
  }

  private Cell cell() throws IOException {
    String name = folder.getFileName().toString();
    if (!manifest.text("cell").equals(name)) {
      throw manifest.wrong("cell", "the folder's name, '" + name + "'");
    }
    List<MetricRow> metrics = MetricsReader.read(folder.resolve("metrics.csv"));
    Cell cell =
        new Cell(
            name,
            manifest.text("experiment"),
            manifest.optionalText("description").orElse(""),
            manifest.whole("seed"),
            arm(),
            manifest.optionalText("pretrainCell"),
            manifest.optionalText("baseline"),
            manifest.whole("trainImages"),
            manifest.whole("parameters"),
            manifest.whole("trainableParameters"),
            budget(),
            provenance(),
            manifest.list("skipped"),
            manifest.list("notes"),
            metrics,
            ConfusionReader.read(folder.resolve("confusion.csv")),
            ReconstructionReader.read(folder.resolve("images")));
    checkPrimaryMetric(cell);
    return cell;
  }

  private Optional<ArmSetting> arm() {
    return switch (manifest.text("kind")) {
      case "pretrain" -> Optional.empty();
      case "arm" ->
          Optional.of(
              new ArmSetting(
                  manifest.text("arm"),
                  manifest.text("task"),
                  manifest.text("dataset"),
                  manifest.text("initialization"),
                  manifest.text("protocol"),
                  manifest.text("engine"),
                  manifest.whole("testImages"),
                  manifest.text("primaryMetric"),
                  manifest.flag("higherIsBetter")));
      default -> throw manifest.wrong("kind", "'pretrain' or 'arm'");
    };
  }

  private Budget budget() {
    return new Budget(
        manifest.amount("imagesSeen"),
        manifest.amount("flops"),
        manifest.amount("wallSeconds"),
        manifest.amount("waitShare"),
        manifest.amount("peakMemoryBytes"));
  }

  private Provenance provenance() {
    return new Provenance(
        manifest.text("engine"),
        manifest.text("device"),
        manifest.text("precision"),
        manifest.scalar("threads"),
        manifest.text("configHash"),
        manifest.optionalText("gitCommit").orElse(""),
        manifest.entries("libraries"),
        manifest.entries("dataFingerprint"),
        manifest.instant("startedAt"),
        manifest.instant("finishedAt"));
  }

  private void checkPrimaryMetric(Cell cell) {
    if (cell.arm().isEmpty()) {
      return;
    }
    String metric = cell.arm().get().primaryMetric();
    Double value = cell.testMetrics().get(metric);
    if (value == null || !Double.isFinite(value)) {
      throw new ReportException(
          folder.resolve("metrics.csv"),
          "expected one row with split test and a finite "
              + metric
              + ", found "
              + (value == null ? "none" : value)
              + "."
              + ReportException.RUN_AGAIN);
    }
  }
}
