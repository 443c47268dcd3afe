package org.vitmae.classification.mixing;

import java.util.random.RandomGenerator;

/** The beta distribution with two equal parameters. */
final class Beta {
  private Beta() {}

  /** Draws a number in [0, 1] from Beta(alpha, alpha), {@code alpha > 0}. */
  static double draw(double alpha, RandomGenerator random) {
    double x = gamma(alpha, random);
    double y = gamma(alpha, random);
    // Both underflow to 0 only for a tiny alpha, which means one of the ends.
    return x + y == 0 ? random.nextInt(2) : x / (x + y);
  }

  /** Draws from the gamma distribution of scale 1 (Marsaglia and Tsang 2000). */
  private static double gamma(double shape, RandomGenerator random) {
    if (shape < 1) {
      double u = random.nextDouble();
      return gamma(shape + 1, random) * Math.pow(u, 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double normal = random.nextGaussian();
      double v = Math.pow(1 + c * normal, 3);
      double u = random.nextDouble();
      if (v > 0 && Math.log(u) < normal * normal / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
