package org.vitmae.reports;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** Draws metrics over epochs, the mean over seeds in front of the single seeds. */
final class CurvePlot {
  private static final int HEIGHT = 400;
  private static final int LEGEND_LINE = 25;
  private static final int MAX_POINTS = 300;

  private final Metric metric;
  private final XYChart chart;
  private int series;

  /**
   * Begins a plot.
   *
   * @param lines how many lines the legend will name; it must not be cut off
   */
  CurvePlot(Metric metric, int lines) {
    this.metric = metric;
    chart = Canvas.chart(Math.max(HEIGHT, LEGEND_LINE * (lines + 2)), "epoch", metric.axisTitle());
    // Otherwise XChart puts its ticks on the data, such as 0.1667, 1.1667 and so on.
    chart.getStyler().setXAxisMin(0.0);
  }

  /** Adds every seed as a faint line that the legend does not name. */
  void addSeeds(List<Cell> cells, String split, Pen pen) {
    for (Cell cell : cells) {
      add(Curve.of(cell, split, metric.name()), "")
          .ifPresent(line -> Canvas.line(line, pen.faint(), 1));
    }
  }

  /**
   * Adds the mean over seeds as a strong line.
   *
   * @return whether there was anything to draw
   */
  boolean addMean(String label, List<Cell> cells, String split, Pen pen) {
    Optional<XYSeries> mean = mean(label, cells, split);
    mean.ifPresent(line -> Canvas.line(line, pen, 2.5f));
    return mean.isPresent();
  }

  /** Adds the mean over seeds as a thin line; without a label, the legend does not name it. */
  void addThinMean(String label, List<Cell> cells, String split, Pen pen) {
    mean(label, cells, split).ifPresent(line -> Canvas.line(line, pen, 1.2f));
  }

  /** Returns a PNG, or nothing where no curve has a point. */
  Optional<byte[]> png() throws IOException {
    if (series == 0) {
      return Optional.empty();
    }
    double[] values =
        chart.getSeriesCollection().stream()
            .flatMapToDouble(line -> DoubleStream.of(line.getYData()))
            .distinct()
            .sorted()
            .toArray();
    if (values.length <= 2) {
      spread(values[0], values[values.length - 1]);
    }
    return Optional.of(Canvas.png(chart));
  }

  /**
   * Gives the axis of one or two values a range; XChart would put its ticks on them, with all their
   * digits.
   */
  private void spread(double least, double greatest) {
    double margin = (greatest - least) / 10;
    if (least == greatest) {
      margin = least == 0 ? 1 : Math.abs(least) / 10;
      chart.setCustomYAxisTickLabelsFormatter(tick -> String.format(Locale.ROOT, "%.4g", tick));
    }
    chart.getStyler().setYAxisMin(least - margin).setYAxisMax(greatest + margin);
  }

  private Optional<XYSeries> mean(String label, List<Cell> cells, String split) {
    List<Curve> curves = cells.stream().map(cell -> Curve.of(cell, split, metric.name())).toList();
    return add(Curve.mean(curves), label);
  }

  private Optional<XYSeries> add(Curve curve, String label) {
    if (curve.isEmpty()) {
      return Optional.empty();
    }
    Curve shown = curve.thinned(MAX_POINTS);
    double[] values = shown.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = metric.scaled(values[i]);
    }
    // Names tell series apart, labels are what the legend shows.
    XYSeries line = chart.addSeries("series " + series++, shown.xs(), values);
    line.setLabel(label);
    line.setShowInLegend(!label.isEmpty());
    return Optional.of(line);
  }
}
