package org.vitmae.segmentation.deeplearning4j;

/**
 * Cross-entropy of the classes of pixels (softmax) and, where it is learned, of their relief
 * (sigmoid), each multiplied by the pixel's weight and added up.
 *
 * @param classes how many scores are those of classes; one that is beyond is the relief
 * @param scores K
 */
record PixelLoss(int classes, int scores) {
  /**
   * Computes the loss of one image and replaces the scores by its gradients.
   *
   * @param values scores, [K, pixels]
   * @param targets as {@link WeightedTargets} gives them, [2 or 4, pixels]
   */
  double replaceByGradients(double[] values, double[] targets) {
    int pixels = values.length / scores;
    double loss = 0;
    for (int at = 0; at < pixels; at++) {
      loss += classes(values, at, pixels, (int) targets[at], targets[pixels + at]);
    }
    if (scores > classes) {
      int relief = classes * pixels;
      for (int at = 0; at < pixels; at++) {
        loss += relief(values, relief + at, targets[2 * pixels + at], targets[3 * pixels + at]);
      }
    }
    return loss;
  }

  private double classes(double[] values, int at, int pixels, int label, double weight) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      greatest = Math.max(greatest, values[k * pixels + at]);
    }
    double own = values[label * pixels + at] - greatest;
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      double exponential = Math.exp(values[k * pixels + at] - greatest);
      values[k * pixels + at] = exponential;
      sum += exponential;
    }
    for (int k = 0; k < classes; k++) {
      values[k * pixels + at] *= weight / sum;
    }
    values[label * pixels + at] -= weight;
    return weight * (Math.log(sum) - own);
  }

  private static double relief(double[] values, int at, double truth, double weight) {
    double score = values[at];
    values[at] = weight * (1 / (1 + Math.exp(-score)) - truth);
    // -y log(s) - (1 - y) log(1 - s), which does not overflow
    return weight * (Math.max(score, 0) - score * truth + Math.log1p(Math.exp(-Math.abs(score))));
  }
}
