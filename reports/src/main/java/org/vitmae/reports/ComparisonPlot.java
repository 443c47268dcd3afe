package org.vitmae.reports;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws one line per arm: its seeds, their mean, and one standard deviation to both sides. */
final class ComparisonPlot {
  private static final int ARM_HEIGHT = 56;
  private static final int DENSE_ARM_HEIGHT = 28;
  private static final int DENSE_FROM = 13;
  private static final int FRAME_HEIGHT = 90;

  private final List<ArmResult> results;
  private final Palette palette;
  private final XYChart chart;
  private final Metric metric;
  private final int armHeight;

  private ComparisonPlot(List<ArmResult> results, Palette palette) {
    this.results = results;
    this.palette = palette;
    metric = new Metric(results.get(0).setting().primaryMetric());
    armHeight = results.size() < DENSE_FROM ? ARM_HEIGHT : DENSE_ARM_HEIGHT;
    chart =
        Canvas.chart(
            FRAME_HEIGHT + armHeight * results.size(),
            metric.axisTitle() + " on the test split",
            "");
  }

  /** Returns a PNG; all results have one primary metric. */
  static byte[] png(List<ArmResult> results, Palette palette) throws IOException {
    return new ComparisonPlot(results, palette).draw();
  }

  private byte[] draw() throws IOException {
    int count = results.size();
    for (int i = 0; i < count; i++) {
      draw(results.get(i), count - 1 - i);
    }
    XYStyler style = chart.getStyler();
    DoubleSummaryStatistics range =
        chart.getSeriesCollection().stream()
            .flatMapToDouble(series -> DoubleStream.of(series.getXMin(), series.getXMax()))
            .summaryStatistics();
    // Otherwise XChart puts the ticks of few values on these, with all their digits.
    double margin = (range.getMax() - range.getMin()) / 20;
    if (margin > 0) {
      style.setXAxisMin(range.getMin() - margin).setXAxisMax(range.getMax() + margin);
    }
    style.setLegendVisible(false);
    style.setYAxisTitleVisible(false);
    style.setYAxisMin(-0.5).setYAxisMax(count - 0.5);
    style.setYAxisTickMarkSpacingHint(armHeight * 3 / 4);
    style.setYAxisTickMarksColor(Color.WHITE);
    style.setPlotGridVerticalLinesVisible(true);
    style.setPlotGridHorizontalLinesVisible(false);
    List<String> upwards = new ArrayList<>(results.stream().map(ArmResult::arm).toList());
    Collections.reverse(upwards);
    chart.setCustomYAxisTickLabelsFormatter(Canvas.names(upwards));
    return Canvas.png(chart);
  }

  private void draw(ArmResult result, double y) {
    String arm = result.arm();
    Color color = palette.color(arm);
    double mean = metric.scaled(result.primary().mean());
    result
        .primary()
        .std()
        .ifPresent(
            deviation -> {
              double std = metric.scaled(deviation);
              XYSeries bar =
                  chart.addSeries(
                      arm + " spread", new double[] {mean - std, mean + std}, new double[] {y, y});
              Canvas.line(bar, Pen.solid(color), 3);
            });
    double[] seeds =
        result.cells().stream().mapToDouble(Cell::primary).map(metric::scaled).toArray();
    points(arm + " seeds", seeds, y - 0.2, SeriesMarkers.CIRCLE, Palette.faint(color));
    points(arm + " mean", new double[] {mean}, y, SeriesMarkers.DIAMOND, color);
  }

  private void points(String name, double[] x, double y, Marker marker, Color color) {
    double[] heights = new double[x.length];
    Arrays.fill(heights, y);
    XYSeries series = chart.addSeries(name, x, heights);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarker(marker).setMarkerColor(color);
  }
}
