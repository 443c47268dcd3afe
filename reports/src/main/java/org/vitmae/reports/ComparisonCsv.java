package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Writes {@code comparison.csv}, one row per arm. */
final class ComparisonCsv {
  private static final List<String> COLUMNS =
      List.of(
          "arm",
          "task",
          "dataset",
          "initialization",
          "protocol",
          "engine",
          "seeds",
          "metric",
          "mean",
          "std",
          "ci95_low",
          "ci95_high",
          "difference_to_baseline",
          "difference_ci95_low",
          "difference_ci95_high",
          "verdict",
          "images_seen",
          "pretrain_images_seen",
          "flops",
          "pretrain_flops",
          "seconds",
          "pretrain_seconds",
          "peak_memory_bytes",
          "pretrain_peak_memory_bytes",
          "trainable_parameters",
          "train_images",
          "test_images");

  private ComparisonCsv() {}

  static void write(Path file, List<ArmResult> results) throws IOException {
    TreeSet<String> metrics = new TreeSet<>();
    results.forEach(result -> metrics.addAll(result.testMeans().keySet()));
    List<String> header = new ArrayList<>(COLUMNS);
    metrics.forEach(metric -> header.add("test_" + metric));
    try (CsvTable table = new CsvTable(file, header)) {
      for (ArmResult result : results) {
        List<String> row = new ArrayList<>(row(result));
        metrics.forEach(metric -> row.add(mean(result, metric)));
        table.row(row);
      }
    }
  }

  private static List<String> row(ArmResult result) {
    ArmSetting setting = result.setting();
    Budget training = result.training();
    Budget pretraining = result.pretraining();
    Cell first = result.cells().get(0);
    return List.of(
        setting.arm(),
        setting.task(),
        setting.dataset(),
        setting.initialization(),
        setting.protocol(),
        setting.engine(),
        Integer.toString(result.primary().count()),
        setting.primaryMetric(),
        CsvTable.number(result.primary().mean()),
        spread(result.primary(), Estimate.Spread::std),
        spread(result.primary(), Estimate.Spread::low),
        spread(result.primary(), Estimate.Spread::high),
        result.difference().map(Estimate::mean).map(CsvTable::number).orElse(""),
        result.difference().map(d -> spread(d, Estimate.Spread::low)).orElse(""),
        result.difference().map(d -> spread(d, Estimate.Spread::high)).orElse(""),
        result.verdict().words(),
        CsvTable.number(training.imagesSeen()),
        CsvTable.number(pretraining.imagesSeen()),
        CsvTable.number(training.flops()),
        CsvTable.number(pretraining.flops()),
        CsvTable.number(training.wallSeconds()),
        CsvTable.number(pretraining.wallSeconds()),
        CsvTable.number(training.peakMemoryBytes()),
        CsvTable.number(pretraining.peakMemoryBytes()),
        Long.toString(first.trainableParameters()),
        Long.toString(first.trainImages()),
        Long.toString(setting.testImages()));
  }

  private static String spread(Estimate estimate, ToDoubleFunction<Estimate.Spread> part) {
    return estimate.spread().map(spread -> CsvTable.number(part.applyAsDouble(spread))).orElse("");
  }

  private static String mean(ArmResult result, String metric) {
    Double mean = result.testMeans().get(metric);
    return mean == null ? "" : CsvTable.number(mean);
  }
}
