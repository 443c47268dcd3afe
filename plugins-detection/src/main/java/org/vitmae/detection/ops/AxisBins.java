package org.vitmae.detection.ops;

import java.util.Arrays;

/**
 * What the bins of a region read along one axis. Bilinear sampling on a grid is separable: a bin's
 * value is the sum over rows and columns of row weight times column weight times feature.
 *
 * <p>Cells that several samples of a bin share appear once, with the sum of their weights.
 */
final class AxisBins {
  private final int[] starts;
  private int[] cells;
  private float[] weights;
  private int size;

  private AxisBins(int bins, int samples) {
    starts = new int[bins + 1];
    cells = new int[2 * bins * samples];
    weights = new float[2 * bins * samples];
  }

  /**
   * Places samples.
   *
   * @param start where the region begins, in cells
   * @param length of the region, in cells
   * @param bins how many equal bins it has
   * @param samplingRatio samples per bin; 0 for as many as a bin has cells, rounded up
   * @param extent cells of the map; samples more than one cell outside it are 0
   */
  static AxisBins of(float start, float length, int bins, int samplingRatio, int extent) {
    float bin = length / bins;
    int samples = samplingRatio > 0 ? samplingRatio : Math.max(0, (int) Math.ceil(bin));
    AxisBins axis = new AxisBins(bins, samples);
    for (int i = 0; i < bins; i++) {
      for (int sample = 0; sample < samples; sample++) {
        axis.sample(i, start + i * bin + (sample + 0.5f) * bin / samples, extent, 1f / samples);
      }
      axis.starts[i + 1] = axis.size;
    }
    axis.cells = Arrays.copyOf(axis.cells, axis.size);
    axis.weights = Arrays.copyOf(axis.weights, axis.size);
    return axis;
  }

  private void sample(int bin, float at, int extent, float share) {
    if (!(at >= -1 && at <= extent)) {
      return;
    }
    float inside = Math.max(at, 0);
    int low = (int) inside;
    if (low >= extent - 1) {
      add(bin, extent - 1, share);
    } else {
      float high = inside - low;
      add(bin, low, (1 - high) * share);
      add(bin, low + 1, high * share);
    }
  }

  private void add(int bin, int cell, float weight) {
    for (int i = size - 1; i >= starts[bin] && cells[i] >= cell; i--) {
      if (cells[i] == cell) {
        weights[i] += weight;
        return;
      }
    }
    cells[size] = cell;
    weights[size++] = weight;
  }

  int size() {
    return size;
  }

  int start(int bin) {
    return starts[bin];
  }

  int cell(int i) {
    return cells[i];
  }

  float weight(int i) {
    return weights[i];
  }
}
