package org.vitmae.segmentation.judge;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Names beside their colors, in as many rows as they need. */
final class Legend {
  static final Font FONT = new Font(Font.SANS_SERIF, Font.BOLD, 12);
  static final int ROW = 20;

  private static final int SWATCH = 12;
  private static final int GAP = 6;
  private static final int MOST = 24;

  private record Entry(String name, Color color) {}

  private final List<Entry> entries = new ArrayList<>();
  private int leftOut;

  /** Adds a name; those beyond what can be read are counted only. */
  void add(String name, int rgb) {
    if (entries.size() < MOST) {
      entries.add(new Entry(name, new Color(rgb)));
    } else {
      leftOut++;
    }
  }

  /**
   * Draws on white.
   *
   * @param width of the drawing, unless a single name needs more
   */
  BufferedImage draw(int width) {
    List<Entry> shown = new ArrayList<>(entries);
    if (leftOut > 0) {
      shown.add(new Entry("and %d more".formatted(leftOut), Color.WHITE));
    }
    FontMetrics metrics = metrics();
    int broadest = shown.stream().mapToInt(entry -> width(entry, metrics)).max().orElse(0);
    int room = Math.max(width, GAP + broadest);
    BufferedImage drawing = blank(room, ROW * place(shown, metrics, room, Legend::nowhere));
    Graphics2D graphics = pen(drawing);
    place(shown, metrics, room, (entry, x, row) -> draw(graphics, entry, x, ROW * row));
    graphics.dispose();
    return drawing;
  }

  private interface Placement {
    void at(Entry entry, int x, int row);
  }

  private static void nowhere(Entry entry, int x, int row) {}

  /** Goes through the names from left to right and returns how many rows they take. */
  private static int place(
      List<Entry> entries, FontMetrics metrics, int room, Placement placement) {
    int x = GAP;
    int row = 0;
    for (Entry entry : entries) {
      int width = width(entry, metrics);
      if (x > GAP && x + width > room) {
        x = GAP;
        row++;
      }
      placement.at(entry, x, row);
      x += width;
    }
    return entries.isEmpty() ? 0 : row + 1;
  }

  private static int width(Entry entry, FontMetrics metrics) {
    return SWATCH + GAP + metrics.stringWidth(entry.name()) + 2 * GAP;
  }

  private static void draw(Graphics2D graphics, Entry entry, int x, int y) {
    graphics.setColor(entry.color());
    graphics.fillRect(x, y + (ROW - SWATCH) / 2, SWATCH, SWATCH);
    graphics.setColor(Color.BLACK);
    graphics.drawString(entry.name(), x + SWATCH + GAP, y + ROW - GAP);
  }

  private static FontMetrics metrics() {
    Graphics2D graphics = pen(blank(1, 1));
    FontMetrics metrics = graphics.getFontMetrics();
    graphics.dispose();
    return metrics;
  }

  /** Returns a white picture. */
  static BufferedImage blank(int width, int height) {
    BufferedImage picture =
        new BufferedImage(width, Math.max(1, height), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    graphics.dispose();
    return picture;
  }

  /** Returns graphics that write black in the legend's font. */
  static Graphics2D pen(BufferedImage picture) {
    Graphics2D graphics = picture.createGraphics();
    graphics.setFont(FONT);
    graphics.setColor(Color.BLACK);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    return graphics;
  }
}
