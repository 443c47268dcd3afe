package org.vitmae.reports;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The look all plots share, and their encoding: fixed sizes, no time stamps. */
final class Canvas {
  /** Width of every plot; the picture has twice as many pixels. */
  static final int WIDTH = 900;

  private static final int PIXELS_PER_UNIT = 2;
  private static final int MAX_LABEL = 20;
  private static final Color INK = new Color(0x2B2B2B);
  private static final Color GRID = new Color(0xE4E4E4);

  private Canvas() {}

  static XYChart chart(int height, String xTitle, String yTitle) {
    return chart(WIDTH, height, xTitle, yTitle);
  }

  static XYChart chart(int width, int height, String xTitle, String yTitle) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    XYStyler style = chart.getStyler();
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    style.setLocale(Locale.ROOT).setAntiAlias(true).setChartPadding(12);
    style.setTimezone(TimeZone.getTimeZone("UTC"));
    style.setBaseFont(font).setLegendFont(font).setChartFontColor(INK);
    style.setAxisTickLabelsFont(font);
    style.setAxisTitleFont(font);
    style.setChartTitleVisible(false).setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false).setPlotBackgroundColor(Color.WHITE);
    style.setPlotGridLinesColor(GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setAxisTickMarksColor(GRID);
    style.setLegendPosition(Styler.LegendPosition.OutsideE).setLegendBorderColor(Color.WHITE);
    return chart;
  }

  static void line(XYSeries series, Pen pen, float width) {
    // A line through a single point would not be seen.
    series.setMarker(series.getXData().length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setMarkerColor(pen.color());
    series.setLineColor(pen.color());
    series.setLineStyle(pen.stroke(width));
  }

  /**
   * Returns the labels of an axis that names things, at whole numbers from 0, and blanks elsewhere.
   *
   * <p>XChart looks for other ticks until no two labels are alike and none is longer than 20
   * characters, without end if there are no such ticks. So long names lose their middle here.
   */
  static Function<Double, String> names(List<String> names) {
    List<String> labels = new ArrayList<>();
    for (String name : names) {
      String label = shortened(name);
      labels.add(labels.contains(label) ? shortened(labels.size() + "…" + label) : label);
    }
    return place -> {
      int index = (int) Math.rint(place);
      return Math.abs(place - index) < 1e-6 && index >= 0 && index < labels.size()
          ? labels.get(index)
          : blank((int) Math.rint(2 * place));
    };
  }

  private static String shortened(String name) {
    int length = name.length();
    return length <= MAX_LABEL
        ? name
        : name.substring(0, MAX_LABEL / 2 - 1) + "…" + name.substring(length - MAX_LABEL / 2);
  }

  /** Returns a short label that cannot be seen, another one for every number. */
  private static String blank(int number) {
    String bits = Integer.toBinaryString(number < 0 ? -2 * number : 2 * number + 1);
    return bits.replace('0', ' ').replace('1', '\u00a0');
  }

  static byte[] png(XYChart chart) throws IOException {
    return grid(List.of(chart), 1);
  }

  /** Draws charts of one size row by row. */
  static byte[] grid(List<XYChart> charts, int columns) throws IOException {
    int width = charts.get(0).getWidth();
    int height = charts.get(0).getHeight();
    int rows = (charts.size() + columns - 1) / columns;
    BufferedImage image =
        new BufferedImage(
            columns * width * PIXELS_PER_UNIT,
            rows * height * PIXELS_PER_UNIT,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT);
    for (int i = 0; i < charts.size(); i++) {
      Graphics2D place = (Graphics2D) graphics.create();
      place.translate(i % columns * width, i / columns * height);
      charts.get(i).paint(place, width, height);
      place.dispose();
    }
    graphics.dispose();
    return png(image);
  }

  static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // ImageIO's default stream would go through a file in the temporary folder.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IOException("This Java runtime has no PNG writer.");
      }
    }
    return bytes.toByteArray();
  }
}
