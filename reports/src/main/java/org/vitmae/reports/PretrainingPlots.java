package org.vitmae.reports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Draws how pretraining went, one line per variant. */
final class PretrainingPlots {
  private final Map<String, List<Cell>> variants;
  private final Palette palette;

  private PretrainingPlots(Run run) {
    variants =
        run.pretraining().stream()
            .collect(Collectors.groupingBy(Cell::variant, LinkedHashMap::new, Collectors.toList()));
    palette = Palette.of(variants.keySet());
  }

  /** Returns the loss, and whatever else was measured on the validation split meanwhile. */
  static List<Plot> of(Run run) throws IOException {
    PretrainingPlots plots = new PretrainingPlots(run);
    List<Plot> found = new ArrayList<>(plots.loss());
    found.addAll(plots.probes());
    return found;
  }

  private List<Plot> loss() throws IOException {
    CurvePlot plot = new CurvePlot(new Metric("loss"), variants.size());
    variants.forEach((variant, cells) -> plot.addSeeds(cells, "train", pen(variant)));
    variants.forEach(
        (variant, cells) -> {
          plot.addMean(label(variant, "train"), cells, "train", pen(variant));
          String validation = variants.size() == 1 ? "val" : "";
          plot.addThinMean(
              validation, cells, "val", new Pen(pen(variant).color(), Pen.Dash.DASHED));
        });
    return plot.png()
        .map(png -> List.of(new Plot("pretrain-loss.png", "Pretraining loss over epochs", png)))
        .orElse(List.of());
  }

  private List<Plot> probes() throws IOException {
    List<Plot> plots = new ArrayList<>();
    for (String metric : probeMetrics()) {
      CurvePlot plot = new CurvePlot(new Metric(metric), variants.size());
      variants.forEach((variant, cells) -> plot.addSeeds(cells, "val", pen(variant)));
      variants.forEach(
          (variant, cells) -> plot.addMean(label(variant, metric), cells, "val", pen(variant)));
      String file = Plot.file("pretrain-probe", plots.size());
      String text = "Validation " + metric + " over epochs of pretraining";
      plot.png().ifPresent(png -> plots.add(new Plot(file, text, png)));
    }
    return plots;
  }

  private TreeSet<String> probeMetrics() {
    return variants.values().stream()
        .flatMap(List::stream)
        .flatMap(cell -> cell.metrics().stream())
        .filter(row -> row.split().equals("val") && !row.metric().equals("loss"))
        .map(MetricRow::metric)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String label(String variant, String otherwise) {
    return variants.size() == 1 ? otherwise : variant;
  }

  private Pen pen(String variant) {
    return variants.size() == 1 ? Pen.solid(Palette.PRETRAINING) : palette.pen(variant);
  }
}
