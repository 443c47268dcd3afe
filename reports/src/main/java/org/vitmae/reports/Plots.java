package org.vitmae.reports;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Draws every plot of a report. */
final class Plots {
  /**
   * One plot.
   *
   * @param file the name of its PNG file
   * @param description what it shows, for those who cannot see it
   */
  record Plot(String file, String description, byte[] png) {}

  private final Palette palette;

  Plots(Palette palette) {
    this.palette = palette;
  }

  /** Returns one plot of means and spreads per primary metric. */
  List<Plot> comparisons(List<ArmResult> results) throws IOException {
    List<Plot> plots = new ArrayList<>();
    for (List<ArmResult> group : byMetric(results)) {
      String metric = group.get(0).setting().primaryMetric();
      plots.add(
          new Plot(
              file("comparison", plots.size()),
              "Test " + metric + " of every arm: seeds, mean and standard deviation",
              ComparisonPlot.png(group, palette)));
    }
    return plots;
  }

  /** Returns one plot of validation curves per primary metric; none where nothing was validated. */
  List<Plot> metricCurves(List<ArmResult> results) throws IOException {
    List<Plot> plots = new ArrayList<>();
    for (List<ArmResult> group : byMetric(results)) {
      String metric = group.get(0).setting().primaryMetric();
      CurvePlot plot = new CurvePlot(new Metric(metric));
      group.forEach(result -> plot.addSeeds(result.cells(), "val", color(result)));
      group.forEach(
          result -> plot.addMean(result.setting().arm(), result.cells(), "val", color(result)));
      String name = file("metric-curves", plots.size());
      plot.png()
          .ifPresent(
              png -> plots.add(new Plot(name, "Validation " + metric + " over epochs", png)));
    }
    return plots;
  }

  /** Returns the loss curves of pretraining and of the arms, as far as there are any. */
  List<Plot> losses(Run run, List<ArmResult> results) throws IOException {
    List<Plot> plots = new ArrayList<>();
    CurvePlot pretraining = new CurvePlot(new Metric("loss"));
    pretraining.addSeeds(run.pretraining(), "train", Palette.PRETRAINING);
    pretraining.addMean("train", run.pretraining(), "train", Palette.PRETRAINING);
    pretraining.addDashedMean("val", run.pretraining(), "val", Palette.PRETRAINING);
    pretraining
        .png()
        .ifPresent(
            png -> plots.add(new Plot("pretrain-loss.png", "Pretraining loss over epochs", png)));
    CurvePlot arms = new CurvePlot(new Metric("loss"));
    for (ArmResult result : results) {
      String arm = result.setting().arm();
      boolean named = arms.addMean(arm, result.cells(), "val", color(result));
      arms.addDashedMean(named ? "" : arm, result.cells(), "train", color(result));
    }
    arms.png()
        .ifPresent(
            png ->
                plots.add(
                    new Plot(
                        "arm-loss.png",
                        "Validation loss (solid) and training loss (dashed) of the arms",
                        png)));
    return plots;
  }

  private Color color(ArmResult result) {
    return palette.color(result.setting().arm());
  }

  private static Collection<List<ArmResult>> byMetric(List<ArmResult> results) {
    Map<String, List<ArmResult>> groups =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.setting().primaryMetric(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return groups.values();
  }

  /** Numbers plots from the second one on; metric names are not fit to be file names. */
  private static String file(String name, int index) {
    return index == 0 ? name + ".png" : name + "-" + (index + 1) + ".png";
  }
}
