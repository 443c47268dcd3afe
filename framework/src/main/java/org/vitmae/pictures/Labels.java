package org.vitmae.pictures;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes labels at boxes: each at the corner where it covers least of those before it, inside of
 * the picture.
 */
public final class Labels {
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.BOLD, 12);
  private static final int MARGIN = 3;
  private static final String CUT = "…";

  private final Graphics2D graphics;
  private final FontMetrics metrics;
  private final Rectangle picture;
  private final List<Rectangle> placed = new ArrayList<>();

  /**
   * Begins a picture without labels.
   *
   * @param picture its whole area
   */
  public Labels(Graphics2D graphics, Rectangle picture) {
    this.graphics = graphics;
    this.picture = picture;
    graphics.setFont(FONT);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    this.metrics = graphics.getFontMetrics();
  }

  /** Writes a label; one that is wider than the picture is cut off. */
  public void add(String text, Rectangle box, Color background) {
    String fitting = fitting(text);
    int width = metrics.stringWidth(fitting) + 2 * MARGIN;
    int height = metrics.getAscent() + metrics.getDescent();
    Rectangle place =
        places(box, width, height).stream()
            .min(Comparator.comparingLong(this::covered))
            .orElseThrow();
    placed.add(place);
    graphics.setColor(background);
    graphics.fill(place);
    graphics.setColor(ClassColors.textOn(background));
    graphics.drawString(fitting, place.x + MARGIN, place.y + metrics.getAscent());
  }

  private String fitting(String text) {
    int room = picture.width - 2 * MARGIN;
    if (metrics.stringWidth(text) <= room) {
      return text;
    }
    int length = text.length();
    while (length > 0 && metrics.stringWidth(text.substring(0, length) + CUT) > room) {
      length--;
    }
    return text.substring(0, length) + CUT;
  }

  /** Returns where a label could be, best first. */
  private List<Rectangle> places(Rectangle box, int width, int height) {
    int left = box.x;
    int right = box.x + box.width - width;
    int[] downs = {box.y - height, box.y + box.height, box.y, box.y + box.height - height};
    List<Rectangle> places = new ArrayList<>();
    for (int y : downs) {
      for (int x : new int[] {left, right}) {
        places.add(
            new Rectangle(
                inside(x, picture.width - width),
                inside(y, picture.height - height),
                width,
                height));
      }
    }
    return places;
  }

  private static int inside(int at, int last) {
    return Math.max(0, Math.min(at, last));
  }

  private long covered(Rectangle place) {
    long area = 0;
    for (Rectangle other : placed) {
      Rectangle common = place.intersection(other);
      area += common.isEmpty() ? 0 : (long) common.width * common.height;
    }
    return area;
  }
}
