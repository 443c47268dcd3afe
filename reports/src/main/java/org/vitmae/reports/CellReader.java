package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the folder of one finished cell. */
final class CellReader {
  private static final double ROUNDING = 1e-5;

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
            seeds(),
            arm(),
            manifest.optionalText("pretrainCell"),
            manifest.optionalText("variant").orElse(""),
            manifest.whole("trainImages"),
            manifest.whole("validationImages"),
            manifest.whole("parameters"),
            manifest.whole("trainableParameters"),
            budget(),
            trials(),
            provenance(),
            manifest.list("skipped"),
            manifest.list("warnings"),
            manifest.list("notes"),
            metrics,
            TestFiles.read(folder),
            ReconstructionReader.read(folder.resolve("images")));
    checkPrimaryMetric(cell);
    return cell;
  }

  private Seeds seeds() {
    boolean given = manifest.optionalText("initialization").equals(Optional.of("weights"));
    Optional<Long> seed = manifest.optionalWhole("pretrainSeed");
    return new Seeds(
        manifest.whole("seed"),
        given || seed.isPresent() ? Optional.of(new Seeds.Origin(seed)) : Optional.empty(),
        manifest.optionalWhole("repeat").map(Math::toIntExact).orElse(0));
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
                  manifest.whole("testImages"),
                  manifest.text("primaryMetric"),
                  manifest.flag("higherIsBetter"),
                  manifest.optionalText("baseline"),
                  manifest.optionalText("group").orElse(manifest.text("arm")),
                  axis()));
      default -> throw manifest.wrong("kind", "'pretrain' or 'arm'");
    };
  }

  private Optional<AxisValue> axis() {
    return manifest
        .optionalText("axis")
        .map(axis -> new AxisValue(axis, manifest.scalar("axisValue")));
  }

  private Trials trials() {
    return new Trials(
        manifest.optionalWhole("trials").orElse(0L),
        manifest.optionalAmount("trialImagesSeen"),
        manifest.optionalAmount("trialFlops"),
        manifest.optionalAmount("trialSeconds"));
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
        weights(),
        manifest.instant("startedAt"),
        manifest.instant("finishedAt"));
  }

  private Map<String, String> weights() {
    return manifest
        .optionalText("weights")
        .map(path -> Map.of(path, manifest.text("weightsSha256")))
        .orElse(Map.of());
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
    cell.files().scores().ifPresent(scores -> checkScores(scores, metric, value));
  }

  private void checkScores(Scores scores, String metric, double value) {
    double difference = Math.abs(scores.mean() - value);
    // A task may add up its metric in single precision.
    if (difference > ROUNDING * Math.max(1, Math.abs(value))) {
      throw new ReportException(
          folder.resolve("scores.csv"),
          "the mean of the scores is "
              + scores.mean()
              + ", but metrics.csv has test "
              + metric
              + " "
              + value
              + "."
              + ReportException.RUN_AGAIN);
    }
  }
}
