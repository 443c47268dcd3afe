package org.vitmae.segmentation.inference;

import java.util.Arrays;

/**
 * Turns a row of a window's scores into probabilities: softmax over the classes, sigmoid of the
 * relief.
 */
final class ScoreRow {
  private final int classes;
  private final int scores;
  private final float[] greatest; // [width], of all classes' scores
  private final float[] sum; // [width]

  /**
   * Makes room for a row.
   *
   * @param classes how many scores are those of classes; what is beyond is relief
   * @param scores K
   * @param width most pixels of a row
   */
  ScoreRow(int classes, int scores, int width) {
    this.classes = classes;
    this.scores = scores;
    greatest = new float[width];
    sum = new float[width];
  }

  /**
   * Replaces scores by probabilities.
   *
   * @param values [K, width]
   */
  void toProbabilities(float[] values, int width) {
    System.arraycopy(values, 0, greatest, 0, width);
    for (int k = 1; k < classes; k++) {
      for (int x = 0; x < width; x++) {
        greatest[x] = Math.max(greatest[x], values[k * width + x]);
      }
    }
    Arrays.fill(sum, 0, width, 0);
    for (int k = 0; k < classes; k++) {
      for (int x = 0; x < width; x++) {
        float exponential = (float) Math.exp(values[k * width + x] - greatest[x]);
        values[k * width + x] = exponential;
        sum[x] += exponential;
      }
    }
    for (int k = 0; k < classes; k++) {
      for (int x = 0; x < width; x++) {
        values[k * width + x] /= sum[x];
      }
    }
    for (int i = classes * width; i < scores * width; i++) {
      values[i] = (float) (1 / (1 + Math.exp(-values[i])));
    }
  }
}
