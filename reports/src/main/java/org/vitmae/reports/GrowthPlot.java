package org.vitmae.reports;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws how quantities grow with a size, side by side on logarithmic axes, where a power is a
 * straight line. Each segment bears its slope, the exponent: 1 is linear.
 */
public final class GrowthPlot {
  private static final int WIDTH = 620;
  private static final int HEIGHT = 440;
  private static final Color MEASURED = new Color(0x1F6FB4);
  private static final Color EXPECTED = new Color(0x9A9A9A);

  private final String sizeTitle;
  private final double[] sizes;

  /**
   * A quantity at every size, all positive.
   *
   * @param title what it is, with its unit
   * @param measured its values
   * @param expected what it is compared with, in any unit: only its growth is shown, through the
   *     last measured value
   * @param expectedTitle what that is
   */
  public record Quantity(
      String title, List<Double> measured, List<Double> expected, String expectedTitle) {
    public Quantity {
      measured = List.copyOf(measured);
      expected = List.copyOf(expected);
    }
  }

  private GrowthPlot(String sizeTitle, List<Integer> sizes) {
    this.sizeTitle = sizeTitle;
    this.sizes = sizes.stream().mapToDouble(Integer::doubleValue).toArray();
  }

  /**
   * Returns a PNG.
   *
   * @param sizes at least two, rising
   * @param quantities each with as many values as there are sizes
   */
  public static byte[] png(String sizeTitle, List<Integer> sizes, List<Quantity> quantities)
      throws IOException {
    GrowthPlot plot = new GrowthPlot(sizeTitle, sizes);
    return Canvas.grid(quantities.stream().map(plot::chart).toList(), quantities.size());
  }

  private XYChart chart(Quantity quantity) {
    double[] measured = array(quantity.measured());
    XYChart chart = Canvas.chart(WIDTH, HEIGHT, sizeTitle, quantity.title());
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
    XYSeries expected =
        chart.addSeries(quantity.expectedTitle(), sizes, throughLast(quantity, measured));
    Canvas.line(expected, new Pen(EXPECTED, Pen.Dash.DASHED), 1.5f);
    XYSeries line = chart.addSeries("measured", sizes, measured);
    Canvas.line(line, Pen.solid(MEASURED), 2.5f);
    line.setMarker(SeriesMarkers.CIRCLE);
    chart.getStyler().setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    chart.getStyler().setAnnotationTextFontColor(MEASURED);
    for (int i = 1; i < sizes.length; i++) {
      chart.addAnnotation(slope(measured, i));
    }
    return chart;
  }

  private static double[] throughLast(Quantity quantity, double[] measured) {
    double[] expected = array(quantity.expected());
    int last = measured.length - 1;
    double scale = measured[last] / expected[last];
    return IntStream.range(0, expected.length).mapToDouble(i -> scale * expected[i]).toArray();
  }

  /** Returns the slope of the segment before a point, to be written above its middle. */
  private AnnotationText slope(double[] values, int i) {
    double slope = Math.log(values[i] / values[i - 1]) / Math.log(sizes[i] / sizes[i - 1]);
    double above = 1.25;
    return new AnnotationText(
        String.format(Locale.ROOT, "%.2f", slope),
        Math.sqrt(sizes[i] * sizes[i - 1]),
        above * Math.sqrt(values[i] * values[i - 1]),
        false);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
