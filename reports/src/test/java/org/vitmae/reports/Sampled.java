package org.vitmae.reports;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes up scores of several seeds on the same images. */
final class Sampled {
  private Sampled() {}

  /**
   * Draws scores around 0: each the sum of what its seed, its image and the two together do.
   *
   * @return one row per seed
   */
  static double[][] scores(
      Random random, int seeds, int images, double bySeed, double byImage, double rest) {
    double[] image = random.doubles(images, -1, 1).map(v -> v * byImage * Math.sqrt(3)).toArray();
    double[][] scores = new double[seeds][images];
    for (double[] own : scores) {
      double seed = bySeed * random.nextGaussian();
      Arrays.setAll(own, i -> seed + image[i] + rest * random.nextGaussian());
    }
    return scores;
  }

  static List<Outcome> outcomes(double[]... scores) {
    double[][] means = ImageBootstrap.means(List.of(scores));
    return IntStream.range(0, scores.length)
        .mapToObj(
            seed ->
                new Outcome(
                    Arrays.stream(scores[seed]).average().orElseThrow(),
                    Optional.of(Images.ofScores(0, scores[seed], means[seed]))))
        .toList();
  }
}
