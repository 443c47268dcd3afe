package org.vitmae.data;

import java.util.Arrays;

/**
 * Draws a polygon as the COCO API does, pixel for pixel.
 *
 * <p>Corners are rounded on a grid five times finer than the pixels, and edges are walked on it.
 * Where an edge passes a pixel's center column, the pixels below it change sides; a sorted list of
 * these places is the run lengths.
 */
final class PolygonRaster {
  private static final double SCALE = 5;

  private final int height;
  private final int width;
  private int[] crossings = new int[64];
  private int count;
  private int lastX;
  private int lastY;
  private boolean started;

  private PolygonRaster(int height, int width) {
    this.height = height;
    this.width = width;
  }

  /**
   * Draws one polygon.
   *
   * @param ring {@code x0, y0, x1, y1, ...}
   */
  static RunLengths draw(double[] ring, int height, int width) {
    PolygonRaster raster = new PolygonRaster(height, width);
    int corners = ring.length / 2;
    for (int i = 0; i < corners; i++) {
      int next = (i + 1) % corners;
      raster.walk(
          fine(ring[2 * i]), fine(ring[2 * i + 1]), fine(ring[2 * next]), fine(ring[2 * next + 1]));
    }
    return raster.runs();
  }

  private static int fine(double at) {
    return (int) (SCALE * at + 0.5);
  }

  /**
   * Visits an edge's points, one per step along its longer side. Both directions of an edge round
   * alike: the slope is always followed upwards.
   */
  private void walk(int fromX, int fromY, int toX, int toY) {
    int stepsX = Math.abs(toX - fromX);
    int stepsY = Math.abs(toY - fromY);
    if (stepsX >= stepsY) {
      boolean flipped = fromX > toX;
      int startX = flipped ? toX : fromX;
      int startY = flipped ? toY : fromY;
      double slope = stepsX == 0 ? 0 : (double) ((flipped ? fromY : toY) - startY) / stepsX;
      for (int step = 0; step <= stepsX; step++) {
        int t = flipped ? stepsX - step : step;
        visit(t + startX, (int) (startY + slope * t + 0.5));
      }
    } else {
      boolean flipped = fromY > toY;
      int startX = flipped ? toX : fromX;
      int startY = flipped ? toY : fromY;
      double slope = (double) ((flipped ? fromX : toX) - startX) / stepsY;
      for (int step = 0; step <= stepsY; step++) {
        int t = flipped ? stepsY - step : step;
        visit((int) (startX + slope * t + 0.5), t + startY);
      }
    }
  }

  /** Notes a crossing if the step from the last point passes the middle of a column of pixels. */
  private void visit(int x, int y) {
    if (started && x != lastX) {
      double column = ((x < lastX ? x : x - 1) + 0.5) / SCALE - 0.5;
      if (Math.floor(column) == column && column >= 0 && column <= width - 1) {
        double row = (Math.min(y, lastY) + 0.5) / SCALE - 0.5;
        add((int) column * height + (int) Math.ceil(Math.max(0, Math.min(height, row))));
      }
    }
    started = true;
    lastX = x;
    lastY = y;
  }

  private void add(int crossing) {
    if (count == crossings.length) {
      crossings = Arrays.copyOf(crossings, 2 * count);
    }
    crossings[count++] = crossing;
  }

  private RunLengths runs() {
    Arrays.sort(crossings, 0, count);
    RunBuilder runs = new RunBuilder();
    int from = 0;
    for (int i = 0; i < count; i++) {
      runs.add(i % 2 == 1, crossings[i] - from);
      from = crossings[i];
    }
    runs.add(count % 2 == 1, height * width - from);
    return runs.build(height, width);
  }
}
