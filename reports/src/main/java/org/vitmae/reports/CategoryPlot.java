package org.vitmae.reports;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;

/** Draws one row per category, in it one bar per arm: the mean over seeds and its deviation. */
final class CategoryPlot {
  private static final int BAR = 9;
  private static final int GAP = 16;
  private static final int LEAST_ROW = 34;
  private static final int FRAME = 90;
  private static final int SHORTENED_FROM = 1_000_000;

  private final Map<String, List<CategoryResult>> arms;
  private final List<CategoryResult> categories;
  private final Palette palette;
  private final Metric metric;
  private final XYChart chart;
  private final int rowHeight;

  private CategoryPlot(
      Map<String, List<CategoryResult>> arms, List<CategoryResult> categories, Palette palette) {
    this.arms = arms;
    this.categories = categories;
    this.palette = palette;
    metric = new Metric(categories.get(0).metric());
    rowHeight = Math.max(LEAST_ROW, GAP + BAR * arms.size());
    chart =
        Canvas.chart(
            FRAME + rowHeight * categories.size(), metric.axisTitle() + " on the test split", "");
  }

  /**
   * Returns a PNG.
   *
   * @param arms the results of each arm, all of one metric
   * @param categories the categories to show, from the top
   */
  static byte[] png(
      Map<String, List<CategoryResult>> arms, List<CategoryResult> categories, Palette palette)
      throws IOException {
    return new CategoryPlot(arms, categories, palette).draw();
  }

  private byte[] draw() throws IOException {
    int place = 0;
    for (Map.Entry<String, List<CategoryResult>> arm : arms.entrySet()) {
      // From the top of a row downwards, in the middle of the row as a whole.
      double above = ((arms.size() - 1) / 2.0 - place++) * BAR / rowHeight;
      draw(arm.getKey(), arm.getValue(), above);
    }
    int count = categories.size();
    XYStyler style = chart.getStyler();
    style.setXAxisMin(0.0);
    if (metric.isShare()) {
      style.setXAxisMax(metric.scaled(1));
    }
    style.setYAxisTitleVisible(false);
    style.setYAxisMin(-0.5).setYAxisMax(count - 0.5);
    style.setYAxisTickMarkSpacingHint(rowHeight);
    style.setYAxisTickMarksColor(Color.WHITE);
    style.setPlotGridHorizontalLinesVisible(false);
    List<String> upwards =
        new ArrayList<>(
            categories.stream().map(c -> c.category() + " (" + objects(c) + ")").toList());
    Collections.reverse(upwards);
    chart.setCustomYAxisTickLabelsFormatter(Canvas.names(upwards));
    return Canvas.png(chart);
  }

  /** Numbers of pixels are long. */
  private static String objects(CategoryResult category) {
    return category.objects() < SHORTENED_FROM
        ? Amount.count(category.objects())
        : Amount.shortCount(category.objects());
  }

  private void draw(String arm, List<CategoryResult> results, double above) {
    Pen pen = Pen.solid(palette.color(arm));
    boolean named = false;
    for (int i = 0; i < categories.size(); i++) {
      String category = categories.get(i).category();
      Optional<CategoryResult> found =
          results.stream().filter(result -> result.category().equals(category)).findFirst();
      if (found.isPresent()) {
        Estimate estimate = found.get().estimate();
        double y = categories.size() - 1 - i + above;
        XYSeries bar = line(arm + " of " + category, 0, estimate.mean(), y, pen, BAR - 2);
        bar.setLabel(arm).setShowInLegend(!named);
        named = true;
        deviation(arm + " around " + category, estimate, y);
      }
    }
  }

  private void deviation(String name, Estimate estimate, double y) {
    if (estimate.std().isPresent()) {
      double std = estimate.std().getAsDouble();
      double low = Math.max(0, estimate.mean() - std);
      line(name, low, estimate.mean() + std, y, Pen.solid(Palette.PRETRAINING), 1.2f)
          .setShowInLegend(false);
    }
  }

  private XYSeries line(String name, double from, double to, double y, Pen pen, float width) {
    XYSeries line =
        chart.addSeries(
            name, new double[] {metric.scaled(from), metric.scaled(to)}, new double[] {y, y});
    Canvas.line(line, pen, width);
    line.setLineStyle(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    return line;
  }
}
