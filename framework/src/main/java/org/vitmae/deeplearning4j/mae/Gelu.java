package org.vitmae.deeplearning4j.mae;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The exact GELU, x times the normal distribution function of x (Hendrycks and Gimpel 2016).
 *
 * <p>From the error function, as the library's own operators are approximations, one of them a
 * wrong one.
 */
final class Gelu {
  private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

  private Gelu() {}

  /** Maps every value of x. */
  static Traced apply(Graph graph, SDVariable x) {
    SDVariable distribution = graph.operators().math().erf(x.mul(Math.sqrt(0.5))).mul(0.5).add(0.5);
    return new Traced(
        x.mul(distribution),
        gradient -> {
          SDVariable exponent = graph.operators().math().square(x).mul(-0.5);
          SDVariable density = graph.operators().math().exp(exponent).mul(DENSITY_AT_ZERO);
          return gradient.mul(distribution.add(x.mul(density)));
        });
  }
}
