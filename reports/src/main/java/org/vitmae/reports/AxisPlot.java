package org.vitmae.reports;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws test results over a key that was varied: a line per group, its intervals as a band. */
final class AxisPlot {
  private static final int HEIGHT = 440;
  private static final int PLOT_WIDTH = 600;
  private static final int BAND_ALPHA = 40;
  private static final double APART = 0.12;

  private final AxisFigure figure;
  private final Palette palette;
  private final Metric metric;
  private final XYChart chart;
  private int series;

  private AxisPlot(AxisFigure figure, Palette palette) {
    this.figure = figure;
    this.palette = palette;
    metric = figure.metric();
    chart = Canvas.chart(HEIGHT, figure.axis(), metric.axisTitle() + " on the test split");
  }

  static byte[] png(AxisFigure figure, Palette palette) throws IOException {
    return new AxisPlot(figure, palette).draw();
  }

  private byte[] draw() throws IOException {
    figure.references().forEach(this::reference);
    int place = 0;
    for (List<ArmResult> arms : figure.lines().values()) {
      if (figure.isNumeric()) {
        band(arms);
        line(arms);
      } else {
        points(arms, APART * (place++ - (figure.lines().size() - 1) / 2.0));
      }
    }
    if (figure.isNumeric()) {
      chart.getStyler().setXAxisLogarithmic(figure.isLogarithmic());
    } else {
      nameValues();
    }
    return Canvas.png(chart);
  }

  private void reference(ArmResult arm) {
    double mean = metric.scaled(arm.primary().mean());
    XYSeries line = add(arm.arm(), new double[] {left(), right()}, new double[] {mean, mean});
    Canvas.line(line, new Pen(palette.color(arm.arm()), Pen.Dash.DASHED), 1.5f);
  }

  private void band(List<ArmResult> arms) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    // Once around: there along the lower ends, back along the upper ones.
    for (ArmResult arm : arms) {
      arm.primary()
          .interval()
          .ifPresent(
              interval -> {
                int middle = x.size() / 2;
                x.add(middle, figure.x(arm));
                y.add(middle, metric.scaled(interval.high()));
                x.add(middle, figure.x(arm));
                y.add(middle, metric.scaled(interval.low()));
              });
    }
    if (x.size() > 2) {
      XYSeries band = add("", array(x), array(y));
      Color color = pen(arms).color();
      Color pale = new Color(color.getRed(), color.getGreen(), color.getBlue(), BAND_ALPHA);
      band.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
      Canvas.line(band, Pen.solid(pale), 0);
      band.setFillColor(pale);
    }
  }

  private void line(List<ArmResult> arms) {
    XYSeries line = add(group(arms), x(arms, 0), means(arms));
    Canvas.line(line, pen(arms), 2.5f);
    line.setMarker(SeriesMarkers.CIRCLE);
  }

  private void points(List<ArmResult> arms, double aside) {
    for (ArmResult arm : arms) {
      double x = figure.x(arm) + aside;
      arm.primary()
          .interval()
          .ifPresent(
              interval ->
                  Canvas.line(
                      add(
                          "",
                          new double[] {x, x},
                          new double[] {
                            metric.scaled(interval.low()), metric.scaled(interval.high())
                          }),
                      Pen.solid(pen(arms).color()),
                      2));
    }
    XYSeries points = add(group(arms), x(arms, aside), means(arms));
    points.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    points.setMarker(SeriesMarkers.DIAMOND).setMarkerColor(pen(arms).color());
  }

  private void nameValues() {
    List<String> values = figure.values();
    XYStyler style = chart.getStyler();
    style.setXAxisMin(left()).setXAxisMax(right());
    style.setXAxisTickMarkSpacingHint(PLOT_WIDTH / values.size() * 3 / 4);
    style.setXAxisTickMarksColor(Color.WHITE);
    chart.setCustomXAxisTickLabelsFormatter(Canvas.names(values));
  }

  private double left() {
    return figure.isNumeric() ? extreme(true) : -0.5;
  }

  private double right() {
    return figure.isNumeric() ? extreme(false) : figure.values().size() - 0.5;
  }

  private double extreme(boolean least) {
    double[] sorted =
        figure.lines().values().stream()
            .flatMap(List::stream)
            .mapToDouble(figure::x)
            .sorted()
            .toArray();
    return sorted[least ? 0 : sorted.length - 1];
  }

  private double[] x(List<ArmResult> arms, double aside) {
    return arms.stream().mapToDouble(arm -> figure.x(arm) + aside).toArray();
  }

  private double[] means(List<ArmResult> arms) {
    return arms.stream().mapToDouble(arm -> metric.scaled(arm.primary().mean())).toArray();
  }

  /** Returns the group's strongest pen. */
  private Pen pen(List<ArmResult> arms) {
    return palette.pen(arms.get(arms.size() - 1).arm());
  }

  private static String group(List<ArmResult> arms) {
    return arms.get(0).setting().group();
  }

  private XYSeries add(String label, double[] x, double[] y) {
    XYSeries added = chart.addSeries("series " + series++, x, y);
    added.setLabel(label);
    added.setShowInLegend(!label.isEmpty());
    return added;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
