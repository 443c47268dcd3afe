package org.vitmae.segmentation.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well objects were told apart, as the 2018 Data Science Bowl judges it: at each threshold TP /
 * (TP + FP + FN), which it calls precision, and F1 = 2 TP / (2 TP + FP + FN) (Caicedo et al. 2019).
 * Both are means over images; images without objects, true or predicted, are left out. Not
 * thread-safe.
 */
public final class ObjectScores {
  private final double[] precisions = new double[ObjectMatches.THRESHOLDS];
  private final double[] scores = new double[ObjectMatches.THRESHOLDS];
  private int images;

  /** Adds an image. */
  public void add(ObjectMatches matches) {
    int objects = matches.truths() + matches.predicted();
    if (objects == 0) {
      return;
    }
    images++;
    for (int t = 0; t < ObjectMatches.THRESHOLDS; t++) {
      int found = matches.found()[t];
      precisions[t] += (double) found / (objects - found);
      scores[t] += 2.0 * found / objects;
    }
  }

  /**
   * Returns {@code F1-50} and {@code AP-50} at a threshold of 0.5, and {@code F1-mean} and {@code
   * AP-mean} over all; nothing if no image has objects.
   */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    if (images > 0) {
      values.put("F1-50", scores[0] / images);
      values.put("F1-mean", Arrays.stream(scores).average().orElseThrow() / images);
      values.put("AP-50", precisions[0] / images);
      values.put("AP-mean", Arrays.stream(precisions).average().orElseThrow() / images);
    }
    return values;
  }
}
