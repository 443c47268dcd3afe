package org.vitmae.reports;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws test images with replacement, again and again (Efron 1979).
 *
 * <p>All runs are judged on the same images, so all get the same draws: what an easy or hard draw
 * does to every run alike then drops out of their differences.
 */
final class ImageBootstrap {
  /** How often the images are drawn. */
  static final int RESAMPLES = 10_000;

  // Fixed, so that a report is the same whenever it is written.
  private static final long SEED = 0x5eed;

  private ImageBootstrap() {}

  /**
   * Returns the mean score of each run on each draw.
   *
   * @param scores one array per run, over the same images in the same order
   * @return one array of {@link #RESAMPLES} means per run
   */
  static double[][] means(List<double[]> scores) {
    double[][] means = new double[scores.size()][RESAMPLES];
    // Each draw has its own random numbers, so they do not depend on how the work is shared out.
    IntStream.range(0, RESAMPLES).parallel().forEach(draw -> fill(means, scores, draw));
    return means;
  }

  private static void fill(double[][] means, List<double[]> scores, int draw) {
    int images = scores.get(0).length;
    int[] times = times(images, new SplittableRandom(SEED + draw));
    for (int run = 0; run < means.length; run++) {
      double[] own = scores.get(run);
      double sum = 0;
      for (int i = 0; i < images; i++) {
        sum += times[i] * own[i];
      }
      means[run][draw] = sum / images;
    }
  }

  /** Returns how often each of {@code count} things is drawn in {@code count} draws. */
  static int[] times(int count, SplittableRandom random) {
    int[] times = new int[count];
    for (int i = 0; i < count; i++) {
      times[random.nextInt(count)]++;
    }
    return times;
  }
}
