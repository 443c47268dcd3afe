package org.vitmae.reports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Draws the plots of the arms. */
final class Plots {
  /** More arms than this get one plot per group, and share one where they have none. */
  private static final int MAX_LINES = 8;

  private final Results results;
  private final Palette palette;

  Plots(Results results, Palette palette) {
    this.results = results;
    this.palette = palette;
  }

  /** Returns one plot of means and spreads per primary metric. */
  List<Plot> comparisons() throws IOException {
    List<Plot> plots = new ArrayList<>();
    for (List<ArmResult> arms : byMetric(results.arms())) {
      String metric = arms.get(0).setting().primaryMetric();
      plots.add(
          new Plot(
              Plot.file("comparison", plots.size()),
              "Test " + metric + " of every arm: seeds, mean and standard deviation",
              ComparisonPlot.png(arms, palette)));
    }
    return plots;
  }

  /** Returns one plot of test results per key that was varied. */
  List<Plot> axes(List<AxisFigure> figures) throws IOException {
    List<Plot> plots = new ArrayList<>();
    for (AxisFigure figure : figures) {
      plots.add(
          new Plot(
              Plot.file("axis", plots.size()),
              "Test " + figure.metric().name() + " by " + figure.axis(),
              AxisPlot.png(figure, palette)));
    }
    return plots;
  }

  /** Returns plots of validation curves; none where nothing was validated. */
  List<Plot> metricCurves() throws IOException {
    List<Plot> plots = new ArrayList<>();
    for (List<ArmResult> panel : panels()) {
      for (List<ArmResult> arms : byMetric(panel)) {
        String metric = arms.get(0).setting().primaryMetric();
        CurvePlot plot = new CurvePlot(new Metric(metric), arms.size());
        arms.forEach(arm -> plot.addSeeds(arm.cells(), "val", pen(arm)));
        arms.forEach(arm -> plot.addMean(arm.arm(), arm.cells(), "val", pen(arm)));
        String name = Plot.file("metric-curves", plots.size());
        String text = "Validation " + metric + " over epochs" + among(arms);
        plot.png().ifPresent(png -> plots.add(new Plot(name, text, png)));
      }
    }
    return plots;
  }

  /** Returns the loss curves of the arms, as far as there are any. */
  List<Plot> losses() throws IOException {
    List<Plot> plots = new ArrayList<>();
    for (List<ArmResult> arms : panels()) {
      CurvePlot plot = new CurvePlot(new Metric("loss"), arms.size());
      for (ArmResult arm : arms) {
        boolean named = plot.addMean(arm.arm(), arm.cells(), "val", pen(arm));
        plot.addThinMean(named ? "" : arm.arm(), arm.cells(), "train", pen(arm));
      }
      String name = Plot.file("arm-loss", plots.size());
      String text = "Validation loss (strong) and training loss (thin)" + among(arms);
      plot.png().ifPresent(png -> plots.add(new Plot(name, text, png)));
    }
    return plots;
  }

  /** Returns the arms as few enough lines to be told apart. */
  List<List<ArmResult>> panels() {
    if (results.arms().size() <= MAX_LINES) {
      return results.arms().isEmpty() ? List.of() : List.of(results.arms());
    }
    List<List<ArmResult>> panels = new ArrayList<>();
    List<ArmResult> alone = new ArrayList<>();
    results
        .groups()
        .values()
        .forEach(
            arms -> {
              if (arms.size() == 1) {
                alone.addAll(arms);
              } else {
                panels.add(arms);
              }
            });
    for (int from = 0; from < alone.size(); from += MAX_LINES) {
      panels.add(alone.subList(from, Math.min(from + MAX_LINES, alone.size())));
    }
    return panels;
  }

  /** Returns which arms a plot shows, where it does not show all. */
  private String among(List<ArmResult> arms) {
    if (arms.size() == results.arms().size()) {
      return " of the arms";
    }
    String group = arms.get(0).setting().group();
    boolean one = arms.stream().allMatch(arm -> arm.setting().group().equals(group));
    return one ? " of " + group : " of arms of which nothing was varied";
  }

  private Pen pen(ArmResult result) {
    return palette.pen(result.arm());
  }

  /** Returns the arms by their primary metric. */
  static Collection<List<ArmResult>> byMetric(List<ArmResult> arms) {
    Map<String, List<ArmResult>> groups =
        arms.stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.setting().primaryMetric(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return groups.values();
  }
}
