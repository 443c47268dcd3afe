package org.vitmae.segmentation.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The pixels around a pixel, the nearest first, so that what is near is soon found.
 *
 * @param steps each down and across
 */
record Disc(List<Step> steps) {
  record Step(int down, int across) {
    int squared() {
      return down * down + across * across;
    }
  }

  /** Returns all steps that lead no farther than the radius. */
  static Disc of(int radius) {
    List<Step> steps = new ArrayList<>();
    for (int down = -radius; down <= radius; down++) {
      for (int across = -radius; across <= radius; across++) {
        Step step = new Step(down, across);
        if (step.squared() <= radius * radius) {
          steps.add(step);
        }
      }
    }
    steps.sort(Comparator.comparingInt(Step::squared));
    return new Disc(List.copyOf(steps));
  }

  /** Tells whether a value lies around a pixel. */
  boolean holds(byte[] values, int height, int width, int pixel, byte value) {
    int y = pixel / width;
    int x = pixel % width;
    for (Step step : steps) {
      int row = y + step.down;
      int column = x + step.across;
      if (row >= 0
          && row < height
          && column >= 0
          && column < width
          && values[row * width + column] == value) {
        return true;
      }
    }
    return false;
  }
}
