package org.vitmae.segmentation.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The pixels around a pixel, the nearest first, so that what is near is soon found.
 *
 * @param downs steps downwards
 * @param acrosses steps across, as many
 */
@SuppressWarnings("ArrayRecordComponent")
record Disc(int[] downs, int[] acrosses) {
  private record Step(int down, int across) {
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
    return new Disc(
        steps.stream().mapToInt(Step::down).toArray(),
        steps.stream().mapToInt(Step::across).toArray());
  }

  /** Tells whether a value lies around a pixel. */
  boolean holds(byte[] values, int height, int width, int pixel, byte value) {
    int y = pixel / width;
    int x = pixel % width;
    for (int i = 0; i < downs.length; i++) {
      int row = y + downs[i];
      int column = x + acrosses[i];
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
