package org.vitmae.segmentation.deeplearning4j;

/**
 * Turns scores of pixels into probabilities: softmax over the classes, sigmoid of the relief.
 *
 * @param classes how many scores are those of classes; what is beyond is relief
 * @param scores K
 * @param pixels of an image
 */
record PixelProbabilities(int classes, int scores, int pixels) {
  /**
   * Replaces scores by probabilities.
   *
   * @param values [N, K, pixels]
   */
  void replace(float[] values) {
    for (int image = 0; image < values.length; image += scores * pixels) {
      for (int i = image; i < image + pixels; i++) {
        softmax(values, i);
      }
      for (int i = image + classes * pixels; i < image + scores * pixels; i++) {
        values[i] = (float) (1 / (1 + Math.exp(-values[i])));
      }
    }
  }

  /** Replaces the scores of one pixel's classes. */
  private void softmax(float[] values, int first) {
    int end = first + classes * pixels;
    float greatest = values[first];
    for (int i = first; i < end; i += pixels) {
      greatest = Math.max(greatest, values[i]);
    }
    float sum = 0;
    for (int i = first; i < end; i += pixels) {
      values[i] = (float) Math.exp(values[i] - greatest);
      sum += values[i];
    }
    for (int i = first; i < end; i += pixels) {
      values[i] /= sum;
    }
  }
}
