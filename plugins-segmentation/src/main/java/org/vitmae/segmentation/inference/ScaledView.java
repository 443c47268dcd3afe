package org.vitmae.segmentation.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.vitmae.image.FramedResize;
import org.vitmae.image.HorizontalFlip;
import org.vitmae.image.Image;
import org.vitmae.image.Window;

/**
 * Probabilities of an image seen at one size, computed downwards as they are asked for: no more
 * than the rows of one window are kept, and no window is computed twice.
 *
 * <p>Where windows overlap, their probabilities are averaged.
 */
final class ScaledView {
  private final Image image;
  private final WindowModel windows;
  private final WindowProbabilities model;
  private final WindowAxis down;
  private final WindowAxis across;
  private final int first; // column
  private final int width; // columns
  private final float[] rowShares;
  private final float[] columnShares;
  private final float[] row; // [K, at most the window's width]
  private final NavigableMap<Integer, float[]> rows = new TreeMap<>(); // [K, width] each
  private int nextDown;

  /**
   * Creates a view; nothing is computed yet.
   *
   * @param image in any size
   * @param height rows of the view
   * @param width columns of the view
   * @param first first column that will be asked for
   * @param end column after the last
   */
  ScaledView(
      Image image,
      int height,
      int width,
      int first,
      int end,
      WindowModel windows,
      WindowProbabilities model) {
    this.image = image;
    this.windows = windows;
    this.model = model;
    this.first = first;
    this.width = end - first;
    down = WindowAxis.of(height, windows.height(), windows.overlap());
    across = WindowAxis.of(width, windows.width(), windows.overlap());
    rowShares = down.shares();
    columnShares = across.shares();
    row = new float[windows.scores() * windows.width()];
  }

  /**
   * Returns a row's probabilities, [K, end - first].
   *
   * @param y not above the row before the one that was last asked for
   */
  float[] row(int y) {
    rows.headMap(y - 1).clear();
    while (nextDown < down.starts().length && down.starts()[nextDown] <= y) {
      look(down.starts()[nextDown++]);
    }
    return rows.get(y);
  }

  /** Looks at a row of windows. */
  private void look(int top) {
    List<Integer> lefts = new ArrayList<>();
    for (int left : across.starts()) {
      if (left < first + width && left + windows.width() > first) {
        lefts.add(left);
      }
    }
    int most = windows.placesPerCall();
    for (int i = 0; i < lefts.size(); i += most) {
      look(top, lefts.subList(i, Math.min(i + most, lefts.size())));
    }
  }

  private void look(int top, List<Integer> lefts) {
    int looks = windows.looks();
    int size = windows.height() * windows.width() * image.channels();
    byte[] pixels = new byte[lefts.size() * looks * size];
    for (int i = 0; i < lefts.size(); i++) {
      Image window = cut(top, lefts.get(i));
      System.arraycopy(window.pixels(), 0, pixels, i * looks * size, size);
      if (windows.mirrored()) {
        Image mirrored = HorizontalFlip.apply(window);
        System.arraycopy(mirrored.pixels(), 0, pixels, (i * looks + 1) * size, size);
      }
    }
    float[] seen = model.of(pixels, lefts.size() * looks);
    for (int i = 0; i < lefts.size() * looks; i++) {
      add(seen, i, top, lefts.get(i / looks), i % looks == 1);
    }
  }

  private Image cut(int top, int left) {
    Window part =
        new Window(
            top,
            left,
            Math.min(windows.height(), down.side() - top),
            Math.min(windows.width(), across.side() - left));
    return new FramedResize(
            down.side(), across.side(), part, false, windows.height(), windows.width())
        .apply(image, windows.padding());
  }

  /** Adds the share that a window has in its pixels' probabilities. */
  private void add(float[] seen, int window, int top, int left, boolean mirrored) {
    int from = Math.max(left, first);
    int columns = Math.min(Math.min(left + windows.width(), across.side()), first + width) - from;
    for (int y = top; y < Math.min(top + windows.height(), down.side()); y++) {
      read(seen, window, y - top, from - left, columns, mirrored);
      float[] sums = rows.computeIfAbsent(y, key -> new float[windows.scores() * width]);
      float share = rowShares[y] / windows.looks();
      for (int k = 0; k < windows.scores(); k++) {
        int to = k * width + from - first;
        for (int x = 0; x < columns; x++) {
          sums[to + x] += row[k * columns + x] * (share * columnShares[from + x]);
        }
      }
    }
  }

  /** Reads part of a row of a window, [K, columns], mirrored back if need be. */
  private void read(float[] seen, int window, int y, int from, int columns, boolean mirrored) {
    for (int k = 0; k < windows.scores(); k++) {
      int line = ((window * windows.scores() + k) * windows.height() + y) * windows.width();
      if (mirrored) {
        int last = line + windows.width() - 1 - from;
        for (int x = 0; x < columns; x++) {
          row[k * columns + x] = seen[last - x];
        }
      } else {
        System.arraycopy(seen, line + from, row, k * columns, columns);
      }
    }
  }
}
