package org.vitmae.reports;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws how quantities grow with a size, side by side on logarithmic axes, where a power is a
 * straight line. Each segment bears its slope, the exponent: 1 is linear.
 */
public final class GrowthPlot {
  private static final int WIDTH = 620;
  private static final int HEIGHT = 440;
  private static final int TICK_SPACING = 60;
  private static final double ABOVE_LINE = 0.05; // of the axis
  private static final Color MEASURED = new Color(0x1F6FB4);
  private static final Color EXPECTED = new Color(0x9A9A9A);

  private final String sizeTitle;
  private final double[] sizes; // exponents of 2, as all that is drawn

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
    this.sizes = log2(sizes);
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
    double[] measured = log2(quantity.measured());
    double[] expected = throughLast(log2(quantity.expected()), measured);
    XYChart chart = Canvas.chart(WIDTH, HEIGHT, sizeTitle, quantity.title());
    XYSeries dashed = chart.addSeries(quantity.expectedTitle(), sizes, expected);
    Canvas.line(dashed, new Pen(EXPECTED, Pen.Dash.DASHED), 1.5f);
    XYSeries line = chart.addSeries("measured", sizes, measured);
    Canvas.line(line, Pen.solid(MEASURED), 2.5f);
    line.setMarker(SeriesMarkers.CIRCLE);
    Span height = Span.of(measured, expected);
    style(chart, height);
    for (int i = 1; i < sizes.length; i++) {
      chart.addAnnotation(slope(measured, i, ABOVE_LINE * height.length()));
    }
    return chart;
  }

  /**
   * Sets whole powers of two as the ends of both axes. XChart has logarithmic axes, but labels
   * powers of ten only, of which there may be none.
   */
  private void style(XYChart chart, Span height) {
    Span width = Span.of(sizes);
    XYStyler style = chart.getStyler();
    style.setXAxisMin(width.low()).setXAxisMax(width.high());
    style.setYAxisMin(height.low()).setYAxisMax(height.high());
    style.setXAxisTickMarkSpacingHint(TICK_SPACING).setYAxisTickMarkSpacingHint(TICK_SPACING);
    style.setLegendPosition(Styler.LegendPosition.InsideNW);
    style.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setAnnotationTextFontColor(MEASURED);
    chart.setCustomXAxisTickLabelsFormatter(GrowthPlot::power);
    chart.setCustomYAxisTickLabelsFormatter(GrowthPlot::power);
  }

  /** Returns a power of two with enough digits that the ticks of an octave are not alike. */
  private static String power(double exponent) {
    double value = Math.pow(2, exponent);
    int digits = value == Math.rint(value) ? 0 : Math.max(0, 2 - (int) Math.log10(value));
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static double[] throughLast(double[] expected, double[] measured) {
    int last = measured.length - 1;
    double up = measured[last] - expected[last];
    return Arrays.stream(expected).map(value -> value + up).toArray();
  }

  /** Returns the slope of the segment before a point, to be written above its middle. */
  private AnnotationText slope(double[] values, int i, double above) {
    double slope = (values[i] - values[i - 1]) / (sizes[i] - sizes[i - 1]);
    return new AnnotationText(
        String.format(Locale.ROOT, "%.2f", slope),
        (sizes[i] + sizes[i - 1]) / 2,
        (values[i] + values[i - 1]) / 2 + above,
        false);
  }

  private static double[] log2(List<? extends Number> values) {
    return values.stream().mapToDouble(v -> Math.log(v.doubleValue()) / Math.log(2)).toArray();
  }

  /** Whole numbers around values, at least one apart. */
  private record Span(double low, double high) {
    static Span of(double[]... values) {
      DoubleSummaryStatistics all =
          Arrays.stream(values).flatMapToDouble(Arrays::stream).summaryStatistics();
      double low = Math.floor(all.getMin());
      return new Span(low, Math.max(low + 1, Math.ceil(all.getMax())));
    }

    double length() {
      return high - low;
    }
  }
}
