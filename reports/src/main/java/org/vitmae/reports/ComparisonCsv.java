package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Writes {@code comparison.csv}, one row per arm. */
final class ComparisonCsv {
  private final Results results;

  private ComparisonCsv(Results results) {
    this.results = results;
  }

  static void write(Path file, Results results) throws IOException {
    ComparisonCsv csv = new ComparisonCsv(results);
    Set<String> metrics = new LinkedHashSet<>();
    results.arms().forEach(result -> metrics.addAll(result.test().keySet()));
    List<Map<String, String>> rows =
        results.arms().stream().map(result -> csv.row(result, metrics)).toList();
    if (rows.isEmpty()) {
      new CsvTable(file, List.of("arm")).close();
      return;
    }
    try (CsvTable table = new CsvTable(file, List.copyOf(rows.get(0).keySet()))) {
      rows.forEach(row -> table.row(List.copyOf(row.values())));
    }
  }

  private Map<String, String> row(ArmResult result, Set<String> metrics) {
    Map<String, String> row = new LinkedHashMap<>();
    setting(row, result.setting());
    row.put("engine", result.engines());
    estimate(row, result);
    difference(row, result);
    costs(row, result);
    for (String metric : metrics) {
      Optional<Estimate> estimate = Optional.ofNullable(result.test().get(metric));
      row.put("test_" + metric, estimate.map(e -> CsvTable.number(e.mean())).orElse(""));
      row.put("test_" + metric + "_std", estimate.map(e -> CsvTable.number(e.std())).orElse(""));
    }
    return row;
  }

  private static void setting(Map<String, String> row, ArmSetting setting) {
    row.put("arm", setting.arm());
    row.put("group", setting.group());
    row.put("axis", setting.axis().map(AxisValue::axis).orElse(""));
    row.put("axis_value", setting.axis().map(AxisValue::value).orElse(""));
    row.put("task", setting.task());
    row.put("dataset", setting.dataset());
    row.put("initialization", setting.initialization());
    row.put("protocol", setting.protocol());
  }

  private static void estimate(Map<String, String> row, ArmResult result) {
    Estimate primary = result.primary();
    row.put("seeds", Integer.toString(primary.seeds()));
    row.put("runs", Integer.toString(primary.runs()));
    row.put("metric", result.setting().primaryMetric());
    row.put("mean", CsvTable.number(primary.mean()));
    row.put("std", CsvTable.number(primary.std()));
    OptionalDouble seeds =
        primary.parts().map(Estimate.Parts::seeds).orElse(OptionalDouble.empty());
    row.put("std_seeds", CsvTable.number(seeds));
    row.put("std_repeats", primary.parts().map(p -> CsvTable.number(p.repeats())).orElse(""));
    interval(row, "ci95", primary.interval());
    row.put("ci95_over", primary.interval().map(any -> primary.basis().words()).orElse(""));
  }

  private void difference(Map<String, String> row, ArmResult result) {
    Optional<Difference> difference = result.difference();
    Optional<Estimate> estimate = difference.map(Difference::estimate);
    row.put("baseline", result.setting().baseline().orElse(""));
    row.put(
        "difference_to_baseline", estimate.map(Estimate::mean).map(CsvTable::number).orElse(""));
    interval(row, "difference_ci95", estimate.flatMap(Estimate::interval));
    row.put("p_value", difference.map(d -> CsvTable.number(d.pValue())).orElse(""));
    row.put("p_value_holm", difference.map(d -> CsvTable.number(d.corrected())).orElse(""));
    row.put("verdict", result.verdict().words());
    row.put(
        "budget_to_baseline",
        results
            .baselineOf(result)
            .filter(baseline -> baseline != result)
            .map(baseline -> BudgetWords.of(result, baseline))
            .orElse(""));
  }

  private static void costs(Map<String, String> row, ArmResult result) {
    Ledger ledger = result.ledger();
    Trials trials = ledger.trials();
    cost(row, "", ledger.training());
    cost(row, "pretrain_", ledger.pretraining());
    row.put("trials", Long.toString(trials.count()));
    work(row, "trial_", trials.budget());
    work(row, "total_", ledger.total());
    Cell first = result.cells().get(0);
    row.put("trainable_parameters", Long.toString(first.trainableParameters()));
    row.put("train_images", Long.toString(first.trainImages()));
    row.put("validation_images", Long.toString(first.validationImages()));
    row.put("test_images", Long.toString(result.setting().testImages()));
  }

  private static void cost(Map<String, String> row, String prefix, Budget budget) {
    work(row, prefix, budget);
    row.put(prefix + "peak_memory_bytes", CsvTable.number(budget.peakMemoryBytes()));
  }

  private static void work(Map<String, String> row, String prefix, Budget budget) {
    row.put(prefix + "images_seen", CsvTable.number(budget.imagesSeen()));
    row.put(prefix + "flops", CsvTable.number(budget.flops()));
    row.put(prefix + "seconds", CsvTable.number(budget.wallSeconds()));
  }

  private static void interval(Map<String, String> row, String name, Optional<Interval> interval) {
    row.put(name + "_low", interval.map(Interval::low).map(CsvTable::number).orElse(""));
    row.put(name + "_high", interval.map(Interval::high).map(CsvTable::number).orElse(""));
  }
}
