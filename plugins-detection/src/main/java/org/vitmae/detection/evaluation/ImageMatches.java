package org.vitmae.detection.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The detections and objects of one category in one image, paired by greatest overlap, surest
 * detection first.
 *
 * <p>Overlaps are computed once; pairs differ by area range and threshold, since objects outside of
 * the range, like crowds, may be paired only if no other object fits, and then count neither way.
 */
final class ImageMatches {
  private static final double[] OVERLAPS = Thresholds.overlaps();

  private final List<Detection> detections;
  private final List<Truth> truths;
  private final double[][] overlaps;

  /**
   * Computes all overlaps.
   *
   * @param detections in the order of their file; the surest 100 are kept, of equals the first
   */
  ImageMatches(List<Detection> detections, List<Truth> truths) {
    List<Detection> sorted = new ArrayList<>(detections);
    sorted.sort(Comparator.comparingDouble(Detection::score).reversed());
    this.detections = sorted.subList(0, Math.min(Thresholds.DETECTIONS, sorted.size()));
    this.truths = truths;
    this.overlaps = new double[this.detections.size()][truths.size()];
    for (int d = 0; d < overlaps.length; d++) {
      for (int t = 0; t < truths.size(); t++) {
        Truth truth = truths.get(t);
        overlaps[d][t] = this.detections.get(d).region().overlap(truth.region(), truth.crowd());
      }
    }
  }

  int size() {
    return detections.size();
  }

  double score(int detection) {
    return detections.get(detection).score();
  }

  private boolean ignores(Truth truth, AreaRange range) {
    return truth.crowd() || !range.contains(truth.area());
  }

  /** Returns the number of objects that should be found. */
  int judged(AreaRange range) {
    int judged = 0;
    for (Truth truth : truths) {
      judged += ignores(truth, range) ? 0 : 1;
    }
    return judged;
  }

  /**
   * Pairs detections with objects at every threshold.
   *
   * @param hits gets for each detection, from place {@code from} on, a bit per threshold: it found
   *     an object that counts
   * @param ignored likewise: it counts neither way
   */
  void pair(AreaRange range, int[] hits, int[] ignored, int from) {
    boolean[] ignore = new boolean[truths.size()];
    for (int t = 0; t < ignore.length; t++) {
      ignore[t] = ignores(truths.get(t), range);
    }
    int[] order = judgedFirst(ignore);
    boolean[] taken = new boolean[truths.size()];
    for (int threshold = 0; threshold < OVERLAPS.length; threshold++) {
      Arrays.fill(taken, false);
      for (int d = 0; d < overlaps.length; d++) {
        int found = best(d, OVERLAPS[threshold], order, ignore, taken);
        int bit = 1 << threshold;
        if (found < 0) {
          boolean outside = !range.contains(detections.get(d).region().area());
          ignored[from + d] |= outside ? bit : 0;
        } else {
          taken[found] = true;
          ignored[from + d] |= ignore[found] ? bit : 0;
          hits[from + d] |= ignore[found] ? 0 : bit;
        }
      }
    }
  }

  private static int[] judgedFirst(boolean[] ignore) {
    int[] order = new int[ignore.length];
    int at = 0;
    for (boolean ignored : new boolean[] {false, true}) {
      for (int t = 0; t < ignore.length; t++) {
        if (ignore[t] == ignored) {
          order[at++] = t;
        }
      }
    }
    return order;
  }

  /** Returns the object that a detection is paired with, -1 for none; of equals the last. */
  private int best(
      int detection, double threshold, int[] order, boolean[] ignore, boolean[] taken) {
    double least = Math.min(threshold, 1 - 1e-10);
    int best = -1;
    for (int t : order) {
      if (taken[t] && !truths.get(t).crowd()) {
        continue;
      }
      if (best >= 0 && !ignore[best] && ignore[t]) {
        break;
      }
      if (overlaps[detection][t] >= least) {
        least = overlaps[detection][t];
        best = t;
      }
    }
    return best;
  }
}
