package org.vitmae.detection.deeplearning4j;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.vitmae.data.Box;
import org.vitmae.data.Draws;

/**
 * Typical sizes of objects, by k-means over the training boxes with 1 - IoU of concentric boxes as
 * distance (Redmon and Farhadi 2016, sec. 2).
 */
final class AnchorClusters {
  private static final int MOST_ROUNDS = 100;

  private final double[][] sizes; // [R][2], width and height
  private final int[] nearest; // [R]
  private final double[][] means; // [A][2]

  private AnchorClusters(double[][] sizes, int number) {
    this.sizes = sizes;
    nearest = new int[sizes.length];
    means = new double[number][];
  }

  /**
   * Finds sizes, the same for the same boxes and seed.
   *
   * @param number how many
   * @return widths and heights in pixels, [A][2], by rising area; without boxes, squares of 2, 4, 8
   *     and so on cells, to be overwritten by those of a checkpoint
   */
  static double[][] of(List<Box> boxes, int number, long seed) {
    if (boxes.isEmpty()) {
      return IntStream.rangeClosed(1, number)
          .mapToObj(i -> new double[] {YoloGrid.STRIDE << i, YoloGrid.STRIDE << i})
          .toArray(double[][]::new);
    }
    double[][] sizes =
        boxes.stream()
            .map(box -> new double[] {box.x2() - box.x1(), box.y2() - box.y1()})
            .toArray(double[][]::new);
    AnchorClusters clusters = new AnchorClusters(sizes, number);
    clusters.spread(Draws.of(seed, "anchors", 0, 0));
    for (int round = 0; round < MOST_ROUNDS && clusters.assign(); round++) {
      clusters.average();
    }
    Arrays.sort(clusters.means, Comparator.comparingDouble(mean -> mean[0] * mean[1]));
    return clusters.means;
  }

  /** Starts with boxes drawn by their distance from those already drawn (k-means++). */
  private void spread(RandomGenerator random) {
    double[] distances = new double[sizes.length];
    Arrays.fill(distances, 1);
    for (int a = 0; a < means.length; a++) {
      double left = random.nextDouble() * Arrays.stream(distances).sum();
      int drawn = 0;
      while (drawn < sizes.length - 1 && left >= distances[drawn]) {
        left -= distances[drawn++];
      }
      means[a] = sizes[drawn].clone();
      for (int i = 0; i < sizes.length; i++) {
        distances[i] = Math.min(distances[i], 1 - iou(sizes[i], means[a]));
      }
    }
    Arrays.fill(nearest, -1);
  }

  /** Brings every box to its nearest mean and tells whether that changed anything. */
  private boolean assign() {
    boolean changed = false;
    for (int i = 0; i < sizes.length; i++) {
      int best = 0;
      for (int a = 1; a < means.length; a++) {
        if (iou(sizes[i], means[a]) > iou(sizes[i], means[best])) {
          best = a;
        }
      }
      changed |= nearest[i] != best;
      nearest[i] = best;
    }
    return changed;
  }

  /** Moves every mean to its boxes; one without any stays. */
  private void average() {
    double[][] sums = new double[means.length][2];
    int[] counts = new int[means.length];
    for (int i = 0; i < sizes.length; i++) {
      sums[nearest[i]][0] += sizes[i][0];
      sums[nearest[i]][1] += sizes[i][1];
      counts[nearest[i]]++;
    }
    for (int a = 0; a < means.length; a++) {
      if (counts[a] > 0) {
        means[a] = new double[] {sums[a][0] / counts[a], sums[a][1] / counts[a]};
      }
    }
  }

  /** Returns the IoU of two boxes with one middle. */
  static double iou(double[] a, double[] b) {
    double both = Math.min(a[0], b[0]) * Math.min(a[1], b[1]);
    return both / (a[0] * a[1] + b[0] * b[1] - both);
  }
}
