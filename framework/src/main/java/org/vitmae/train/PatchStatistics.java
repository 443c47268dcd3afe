package org.vitmae.train;

import org.vitmae.image.Normalization;
import org.vitmae.masking.Mask;
import org.vitmae.model.PatchGrid;

/**
 * Mean and deviation guessed for every patch from the visible ones.
 *
 * @param mean [L]
 * @param std [L]
 */
record PatchStatistics(double[] mean, double[] std) {
  static PatchStatistics ofVisible(
      Canvas canvas, Mask mask, int index, PatchGrid grid, Normalization pixels) {
    byte[] bytes = canvas.copy();
    int length = grid.length();
    int keep = mask.lenKeep();
    double[] visibleMean = new double[keep];
    double[] visibleStd = new double[keep];
    for (int place = 0; place < keep; place++) {
      int patch = (int) mask.idsKeep()[index * keep + place];
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < grid.patchValues(); i++) {
        double value = pixels.normalize(bytes[canvas.position(patch, i)], i % grid.channels());
        sum += value;
        squares += value * value;
      }
      visibleMean[place] = sum / grid.patchValues();
      double variance = squares / grid.patchValues() - visibleMean[place] * visibleMean[place];
      visibleStd[place] = Math.sqrt(Math.max(0, variance));
    }
    double[] mean = new double[length];
    double[] std = new double[length];
    for (int patch = 0; patch < length; patch++) {
      double total = 0;
      for (int place = 0; place < keep; place++) {
        int other = (int) mask.idsKeep()[index * keep + place];
        double weight = 1 / (1e-3 + squaredDistance(patch, other, grid));
        mean[patch] += weight * visibleMean[place];
        std[patch] += weight * visibleStd[place];
        total += weight;
      }
      mean[patch] /= total;
      std[patch] /= total;
    }
    return new PatchStatistics(mean, std);
  }

  /** Gives a patch of mean 0 and deviation 1 the guessed mean and deviation, in place. */
  void denormalize(int patch, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * std[patch] + mean[patch]);
    }
  }

  private static double squaredDistance(int a, int b, PatchGrid grid) {
    int rows = a / grid.columns() - b / grid.columns();
    int columns = a % grid.columns() - b % grid.columns();
    return (double) rows * rows + (double) columns * columns;
  }
}
