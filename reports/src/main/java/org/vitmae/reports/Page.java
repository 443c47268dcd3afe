package org.vitmae.reports;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything the page shows, formatted, and the plots that are also written as files. */
record Page(Map<String, Object> content, List<Plot> plots) {

  static Page of(Run run, Results results, List<AxisFigure> figures) throws IOException {
    Palette palette = Palette.of(results);
    Plots plots = new Plots(results, palette);
    List<Plot> comparisons = plots.comparisons();
    List<Plot> axes = plots.axes(figures);
    List<Plot> categories = CategoryPlots.of(plots.panels(), palette);
    List<Plot> precision = PrecisionRecallPlots.of(plots.panels(), palette);
    List<Plot> curves = plots.metricCurves();
    List<Plot> pretraining = PretrainingPlots.of(run);
    List<Plot> losses = plots.losses();

    Map<String, Object> content = new HashMap<>();
    content.put("experiment", run.experiment());
    content.put("description", run.description());
    content.put("warnings", ProvenanceSection.warnings(run));
    if (!results.arms().isEmpty()) {
      content.put("baseline", results.baselineWords());
      content.put("headlines", Headlines.of(results, palette));
      content.put("comparison", ComparisonSection.of(results, palette));
      content.put("budget", BudgetSection.of(run, results, palette));
    }
    content.put("confusions", ConfusionSection.of(results, palette));
    content.put("comparisonPlots", embedded(comparisons));
    content.put("axisPlots", embedded(axes));
    content.put("categoryPlots", embedded(categories));
    content.put("precisionPlots", embedded(precision));
    content.put("pictures", PicturesSection.of(results, palette));
    content.put("metricPlots", embedded(curves));
    content.put("pretrainingPlots", embedded(pretraining));
    content.put("lossPlots", embedded(losses));
    content.put("reconstructions", ReconstructionSection.of(run));
    content.put("provenance", ProvenanceSection.of(run));
    return new Page(
        content,
        Stream.of(comparisons, axes, categories, precision, curves, pretraining, losses)
            .flatMap(List::stream)
            .toList());
  }

  private static List<Map<String, String>> embedded(List<Plot> plots) {
    return plots.stream()
        .map(plot -> Map.of("source", DataUri.png(plot.png()), "text", plot.description()))
        .toList();
  }
}
