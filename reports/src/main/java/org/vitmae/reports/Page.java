package org.vitmae.reports;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything the page shows, formatted, and the plots that are also written as files. */
record Page(Map<String, Object> content, List<Plots.Plot> plots) {

  static Page of(Run run, List<ArmResult> results) throws IOException {
    Palette palette = new Palette(results.stream().map(result -> result.setting().arm()).toList());
    Plots plots = new Plots(palette);
    List<Plots.Plot> comparisons = plots.comparisons(results);
    List<Plots.Plot> curves = plots.metricCurves(results);
    List<Plots.Plot> losses = plots.losses(run, results);

    Map<String, Object> content = new HashMap<>();
    content.put("experiment", run.experiment());
    content.put("description", run.description());
    content.put("warnings", ProvenanceSection.warnings(run));
    results.stream()
        .filter(result -> result.verdict() == Verdict.BASELINE)
        .findFirst()
        .ifPresent(baseline -> content.putAll(arms(results, baseline, palette)));
    content.put("confusions", ConfusionSection.of(results, palette));
    content.put("comparisonPlots", embedded(comparisons));
    content.put("metricPlots", embedded(curves));
    content.put("lossPlots", embedded(losses));
    ReconstructionSection.of(run).ifPresent(section -> content.put("reconstructions", section));
    content.put("provenance", ProvenanceSection.of(run));
    return new Page(content, Stream.of(comparisons, curves, losses).flatMap(List::stream).toList());
  }

  private static Map<String, Object> arms(
      List<ArmResult> results, ArmResult baseline, Palette palette) {
    return Map.of(
        "baseline",
        baseline.setting().arm(),
        "headlines",
        results.stream().map(result -> Headline.of(result, baseline, palette)).toList(),
        "comparison",
        ComparisonSection.of(results, palette),
        "budget",
        BudgetSection.of(results, baseline, palette));
  }

  private static List<Map<String, String>> embedded(List<Plots.Plot> plots) {
    return plots.stream()
        .map(plot -> Map.of("source", DataUri.png(plot.png()), "text", plot.description()))
        .toList();
  }
}
