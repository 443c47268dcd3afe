package org.vitmae.segmentation.evaluation;

import java.util.Arrays;
import org.vitmae.data.ClassMask;
import org.vitmae.data.InstanceMap;

/**
 * Which objects of an image were found: those that a predicted object overlaps by more than a
 * threshold, in intersection over union. Above one half at most one can. What class an object has
 * does not matter.
 *
 * @param truths objects to find
 * @param predicted objects predicted
 * @param found how many were found at each threshold, [{@link #THRESHOLDS}]
 */
@SuppressWarnings("ArrayRecordComponent")
public record ObjectMatches(int truths, int predicted, int[] found) {
  /** The thresholds 0.5, 0.55, ..., 0.95. */
  public static final int THRESHOLDS = 10;

  private static final int FIRST = 10;
  private static final int UNIT = 20; // of a threshold, so that comparisons are exact

  /**
   * Pairs objects; pixels that are not judged belong to none.
   *
   * @param mask the true one
   * @throws IllegalArgumentException if sizes differ
   */
  public static ObjectMatches of(ClassMask mask, InstanceMap truth, InstanceMap predicted) {
    if (truth.ids().length != mask.classes().length
        || truth.ids().length != predicted.ids().length
        || truth.width() != mask.width()
        || truth.width() != predicted.width()) {
      throw new IllegalArgumentException(
          "mask, objects and predicted objects must have one size, got [%d, %d], [%d, %d] and [%d, %d]"
              .formatted(
                  mask.height(),
                  mask.width(),
                  truth.height(),
                  truth.width(),
                  predicted.height(),
                  predicted.width()));
    }
    int[] pairs = pairs(mask, truth, predicted);
    long[] trueAreas = areas(pairs, Character.SIZE);
    long[] predictedAreas = areas(pairs, 0);
    int[] found = new int[THRESHOLDS];
    int start = 0;
    while (start < pairs.length) {
      int end = start + 1;
      while (end < pairs.length && pairs[end] == pairs[start]) {
        end++;
      }
      int one = pairs[start] >>> Character.SIZE;
      int other = pairs[start] & Character.MAX_VALUE;
      if (one != 0 && other != 0) {
        long common = end - start;
        count(common, trueAreas[one] + predictedAreas[other] - common, found);
      }
      start = end;
    }
    return new ObjectMatches(objects(trueAreas), objects(predictedAreas), found);
  }

  /** Returns the true and the predicted object of each judged pixel that has one, sorted. */
  private static int[] pairs(ClassMask mask, InstanceMap truth, InstanceMap predicted) {
    int[] pairs = new int[mask.classes().length];
    int count = 0;
    for (int i = 0; i < pairs.length; i++) {
      int pair = truth.ids()[i] << Character.SIZE | predicted.ids()[i];
      if (pair != 0 && (mask.classes()[i] & 0xff) != ClassMask.IGNORE) {
        pairs[count++] = pair;
      }
    }
    int[] sorted = Arrays.copyOf(pairs, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private static long[] areas(int[] pairs, int shift) {
    long[] areas = new long[Character.MAX_VALUE + 1];
    for (int pair : pairs) {
      areas[pair >>> shift & Character.MAX_VALUE]++;
    }
    return areas;
  }

  private static int objects(long[] areas) {
    return (int) Arrays.stream(areas, 1, areas.length).filter(area -> area > 0).count();
  }

  private static void count(long common, long union, int[] found) {
    for (int t = 0; t < THRESHOLDS && UNIT * common > (FIRST + t) * union; t++) {
      found[t]++;
    }
  }
}
