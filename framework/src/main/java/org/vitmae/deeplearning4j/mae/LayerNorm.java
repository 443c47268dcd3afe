package org.vitmae.deeplearning4j.mae;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Normalization of every row to mean 0 and variance 1, then scale and shift (Ba et al. 2016).
 *
 * <p>The library's own operator knows no eps.
 *
 * @param name leads the names of weight [D] and bias [D]
 */
record LayerNorm(String name, long width, double eps) {
  /** Makes a layer with a scale of one and a shift of zero. */
  static LayerNorm create(InitialParameters parameters, String name, long width, double eps) {
    parameters.constant(name + ".weight", 1, width);
    parameters.constant(name + ".bias", 0, width);
    return new LayerNorm(name, width, eps);
  }

  /** Maps [R, D] to [R, D]. */
  Traced apply(Graph graph, SDVariable x, long rows) {
    SDVariable weight = graph.input(name + ".weight", width);
    SDVariable bias = graph.input(name + ".bias", width);
    SDVariable centered = x.sub(rowMeans(graph, x));
    SDVariable variance = rowMeans(graph, graph.operators().math().square(centered));
    SDVariable scale = graph.operators().math().rsqrt(variance.add(eps)); // [R, 1]
    SDVariable normal = centered.mul(scale);
    return new Traced(
        normal.mul(weight).add(bias),
        gradient -> {
          graph.gradient(name + ".weight", graph.columnSums(gradient.mul(normal), rows));
          graph.gradient(name + ".bias", graph.columnSums(gradient, rows));
          SDVariable byNormal = gradient.mul(weight);
          SDVariable along = normal.mul(rowMeans(graph, byNormal.mul(normal)));
          return byNormal.sub(rowMeans(graph, byNormal)).sub(along).mul(scale);
        });
  }

  /** Returns [R, 1], as a product: the library's own mean takes several times as long. */
  private SDVariable rowMeans(Graph graph, SDVariable x) {
    return graph.product(x, graph.ones(width, 1)).mul(1.0 / width);
  }
}
