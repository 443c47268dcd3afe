package org.vitmae.reports;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of arms, formatted. */
final class ComparisonSection {
  private static final String NONE = "–";
  private static final int MOST_CATEGORIES = 10;

  private final Set<String> metrics = new LinkedHashSet<>();
  private final Palette palette;

  private ComparisonSection(Results results, Palette palette) {
    this.palette = palette;
    results.arms().forEach(result -> metrics.addAll(result.test().keySet()));
    results.arms().forEach(result -> metrics.removeAll(ofManyCategories(result)));
  }

  /** Returns the names of metrics of single categories where these are too many for columns. */
  private static Set<String> ofManyCategories(ArmResult result) {
    long categories = result.categories().stream().map(CategoryResult::category).distinct().count();
    return categories <= MOST_CATEGORIES
        ? Set.of()
        : result.categories().stream()
            .map(category -> category.metric() + "-" + category.category())
            .collect(Collectors.toSet());
  }

  static Map<String, Object> of(Results results, Palette palette) {
    ComparisonSection section = new ComparisonSection(results, palette);
    return Map.of(
        "metrics",
        List.copyOf(section.metrics),
        "method",
        Method.of(results),
        "groups",
        results.groups().values().stream()
            .sorted(
                Comparator.comparing(
                    ComparisonSection::haveTitle)) // so that the others stand under no title
            .map(section::group)
            .toList());
  }

  private static boolean haveTitle(List<ArmResult> arms) {
    return arms.size() > 1;
  }

  private Map<String, Object> group(List<ArmResult> arms) {
    ArmSetting first = arms.get(0).setting();
    String axis = first.axis().map(value -> first.group() + ", by " + value.axis()).orElse("");
    return Map.of(
        "title", haveTitle(arms) ? axis : "", "rows", arms.stream().map(this::row).toList());
  }

  private Map<String, Object> row(ArmResult result) {
    ArmSetting setting = result.setting();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("arm", setting.arm());
    row.put("color", Palette.css(palette.color(setting.arm())));
    row.put("task", setting.task());
    row.put("dataset", setting.dataset());
    row.put("initialization", setting.initialization());
    row.put("protocol", setting.protocol());
    row.put("engine", result.engines());
    row.put("seeds", seeds(result));
    row.put("trainImages", Amount.count(result.labels()));
    row.put("testImages", Amount.count(setting.testImages()));
    row.put("verdict", result.verdict().words());
    row.put("tone", Headline.tone(result.verdict()));
    row.put("test", metrics.stream().map(name -> test(result, name)).toList());
    putNumbers(row, result);
    return row;
  }

  private static void putNumbers(Map<String, Object> row, ArmResult result) {
    Metric metric = new Metric(result.setting().primaryMetric());
    Estimate primary = result.primary();
    Optional<Estimate> difference = result.difference().map(Difference::estimate);
    row.put("metric", metric.name());
    row.put("lowerIsBetter", !result.setting().higherIsBetter());
    row.put("mean", metric.number(primary.mean()));
    row.put(
        "std", primary.std().isPresent() ? "± " + metric.number(primary.std().getAsDouble()) : "");
    row.put("parts", primary.parts().map(parts -> parts(metric, parts)).orElse(""));
    row.put("unit", metric.isShare() ? "%" : "");
    row.put("interval", primary.interval().map(i -> interval(metric, i)).orElse(NONE));
    row.put("difference", difference.map(d -> metric.difference(d.mean())).orElse(NONE));
    row.put(
        "differenceInterval",
        difference
            .flatMap(Estimate::interval)
            .map(i -> "[" + metric.difference(i.low()) + ", " + metric.difference(i.high()) + "]")
            .orElse(""));
    row.put("p", result.difference().map(ComparisonSection::p).orElse(NONE));
  }

  private static String parts(Metric metric, Estimate.Parts parts) {
    String repeats = "repeats ± " + metric.number(parts.repeats());
    return parts.seeds().isPresent()
        ? "seeds ± " + metric.number(parts.seeds().getAsDouble()) + ", " + repeats
        : repeats;
  }

  private static String p(Difference difference) {
    OptionalDouble corrected = difference.corrected();
    if (corrected.isEmpty()) {
      return NONE;
    }
    double p = corrected.getAsDouble();
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
  }

  private static String seeds(ArmResult result) {
    Estimate primary = result.primary();
    String seeds =
        result.cells().stream()
            .map(cell -> Long.toString(cell.seeds().listed()))
            .distinct()
            .collect(Collectors.joining(", "));
    return primary.runs() == primary.seeds() ? seeds : seeds + " (" + primary.runs() + " runs)";
  }

  private static Map<String, String> test(ArmResult result, String name) {
    Metric metric = new Metric(name);
    Optional<Estimate> estimate = Optional.ofNullable(result.test().get(name));
    return Map.of(
        "mean",
        estimate.map(e -> metric.value(e.mean())).orElse(NONE),
        "interval",
        estimate.flatMap(Estimate::interval).map(i -> interval(metric, i)).orElse(""));
  }

  private static String interval(Metric metric, Interval interval) {
    return "[" + metric.number(interval.low()) + ", " + metric.number(interval.high()) + "]";
  }
}
