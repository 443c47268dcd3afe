package org.vitmae.segmentation.judge;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.vitmae.image.Image;

/** Pictures of one size with titles, two in a row, above a legend. */
final class Sheet {
  private static final int COLUMNS = 2;
  private static final int GAP = 4;

  private Sheet() {}

  /** A picture and what it shows. */
  record Panel(String title, BufferedImage picture) {}

  /** Returns the sheet in color, [H, W, 3]. */
  static Image draw(List<Panel> panels, Legend legend) {
    int width = panels.get(0).picture().getWidth() + GAP;
    int height = panels.get(0).picture().getHeight() + GAP + Legend.ROW;
    int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
    int columns = Math.min(COLUMNS, panels.size());
    BufferedImage names = legend.draw(columns * width - GAP);
    BufferedImage sheet = Legend.blank(names.getWidth(), rows * height + names.getHeight());
    Graphics2D graphics = Legend.pen(sheet);
    for (int i = 0; i < panels.size(); i++) {
      int x = i % COLUMNS * width;
      int y = i / COLUMNS * height;
      graphics.drawString(panels.get(i).title(), x + GAP, y + Legend.ROW - GAP - 1);
      graphics.drawImage(panels.get(i).picture(), x, y + Legend.ROW, null);
    }
    graphics.drawImage(names, 0, rows * height, null);
    graphics.dispose();
    return Image.of(sheet);
  }
}
