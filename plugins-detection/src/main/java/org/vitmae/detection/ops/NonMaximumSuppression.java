package org.vitmae.detection.ops;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the best of boxes that overlap, best first.
 *
 * <p>Runs on the host in plain Java: after the selection by score a few thousand boxes are left,
 * for which a sort and a loop over the kept ones is quicker than any tensor of all pairs.
 *
 * @param threshold a box goes when its IoU with a kept one is greater
 */
public record NonMaximumSuppression(float threshold) {
  /**
   * Suppresses boxes among those of their own label.
   *
   * @param boxes [R, 4], row-major
   * @param scores [R]
   * @param labels [R]; all the same for suppression across labels
   * @param most how many are kept at most
   * @return the kept boxes' indices in order of falling score; of equal scores the first one leads
   */
  public int[] keep(float[] boxes, float[] scores, int[] labels, int most) {
    int[] kept = new int[Math.min(most, scores.length)];
    int size = 0;
    Map<Integer, Kept> byLabel = new HashMap<>();
    for (int index : byFallingScore(scores)) {
      if (size == kept.length) {
        break;
      }
      Kept rivals = byLabel.computeIfAbsent(labels[index], label -> new Kept());
      if (rivals.admit(boxes, 4 * index, threshold)) {
        kept[size++] = index;
      }
    }
    return Arrays.copyOf(kept, size);
  }

  /** Sorts whole numbers that hold a score's order in the upper and its index in the lower half. */
  static int[] byFallingScore(float[] scores) {
    long[] keys = new long[scores.length];
    for (int i = 0; i < keys.length; i++) {
      int bits = Float.floatToIntBits(scores[i]);
      int rising = bits ^ (bits >> 31 & Integer.MAX_VALUE); // as a signed whole number
      keys[i] = (long) ~rising << 32 | i;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }

  /** The boxes of one label kept so far, side by side in memory. */
  private static final class Kept {
    private float[] sides = new float[4 * 16];
    private float[] areas = new float[16];
    private int size;

    /** Takes the box at {@code at} in, unless one kept before overlaps it too much. */
    boolean admit(float[] boxes, int at, float threshold) {
      float x1 = boxes[at];
      float y1 = boxes[at + 1];
      float x2 = boxes[at + 2];
      float y2 = boxes[at + 3];
      float area = (x2 - x1) * (y2 - y1);
      for (int i = 0; i < size; i++) {
        float width = Math.min(x2, sides[4 * i + 2]) - Math.max(x1, sides[4 * i]);
        float height = Math.min(y2, sides[4 * i + 3]) - Math.max(y1, sides[4 * i + 1]);
        if (width > 0 && height > 0) {
          float both = width * height;
          if (both / (areas[i] + area - both) > threshold) {
            return false;
          }
        }
      }
      if (size == areas.length) {
        sides = Arrays.copyOf(sides, 2 * sides.length);
        areas = Arrays.copyOf(areas, 2 * size);
      }
      System.arraycopy(boxes, at, sides, 4 * size, 4);
      areas[size++] = area;
      return true;
    }
  }
}
