package org.vitmae.reports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table of arms, formatted. */
final class ComparisonSection {
  private static final String NONE = "–";

  private ComparisonSection() {}

  static Map<String, Object> of(List<ArmResult> results, Palette palette) {
    TreeSet<String> others = new TreeSet<>();
    results.forEach(
        result ->
            result.testMeans().keySet().stream()
                .filter(name -> !name.equals(result.setting().primaryMetric()))
                .forEach(others::add));
    return Map.of(
        "otherMetrics",
        List.copyOf(others),
        "rows",
        results.stream().map(result -> row(result, others, palette)).toList());
  }

  private static Map<String, Object> row(
      ArmResult result, TreeSet<String> others, Palette palette) {
    ArmSetting setting = result.setting();
    Metric metric = new Metric(setting.primaryMetric());
    Estimate primary = result.primary();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("arm", setting.arm());
    row.put("color", Palette.css(palette.color(setting.arm())));
    row.put("task", setting.task());
    row.put("dataset", setting.dataset());
    row.put("initialization", setting.initialization());
    row.put("protocol", setting.protocol());
    row.put("engine", setting.engine());
    row.put(
        "seeds",
        result.cells().stream()
            .map(cell -> Long.toString(cell.seed()))
            .collect(Collectors.joining(", ")));
    row.put("trainImages", Amount.count(result.cells().get(0).trainImages()));
    row.put("testImages", Amount.count(setting.testImages()));
    row.put("metric", metric.name());
    row.put("mean", metric.number(primary.mean()));
    row.put("std", primary.spread().map(s -> "± " + metric.number(s.std())).orElse(""));
    row.put("unit", metric.isShare() ? "%" : "");
    row.put("interval", primary.spread().map(s -> interval(metric, s)).orElse(NONE));
    row.put("difference", result.difference().map(d -> metric.difference(d.mean())).orElse(NONE));
    row.put(
        "differenceInterval",
        result
            .difference()
            .flatMap(Estimate::spread)
            .map(s -> "[" + metric.difference(s.low()) + ", " + metric.difference(s.high()) + "]")
            .orElse(""));
    row.put("verdict", result.verdict().words());
    row.put("tone", Headline.tone(result.verdict()));
    row.put("others", others.stream().map(name -> other(result, name)).toList());
    return row;
  }

  private static String interval(Metric metric, Estimate.Spread spread) {
    return "[" + metric.number(spread.low()) + ", " + metric.number(spread.high()) + "]";
  }

  private static String other(ArmResult result, String name) {
    Double mean = result.testMeans().get(name);
    return mean == null ? NONE : new Metric(name).value(mean);
  }
}
