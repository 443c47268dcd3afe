package org.vitmae.detection.model;

import org.vitmae.detection.ops.NonMaximumSuppression;

/**
 * What was found in one image, best first.
 *
 * @param boxes [R, 4], row-major, in pixels of the image as the model saw it
 * @param scores [R], in [0, 1]
 * @param labels class indices from 0, [R]
 */
public record Detections(float[] boxes, float[] scores, int[] labels) {
  /** Returns R. */
  public int size() {
    return scores.length;
  }

  /**
   * Leaves the best boxes of each class that do not overlap too much.
   *
   * @param most how many are left at most
   */
  public Detections suppress(NonMaximumSuppression suppression, int most) {
    return select(suppression.keep(boxes, scores, labels, most));
  }

  private Detections select(int[] which) {
    float[] chosenBoxes = new float[4 * which.length];
    float[] chosenScores = new float[which.length];
    int[] chosenLabels = new int[which.length];
    for (int i = 0; i < which.length; i++) {
      System.arraycopy(boxes, 4 * which[i], chosenBoxes, 4 * i, 4);
      chosenScores[i] = scores[which[i]];
      chosenLabels[i] = labels[which[i]];
    }
    return new Detections(chosenBoxes, chosenScores, chosenLabels);
  }
}
