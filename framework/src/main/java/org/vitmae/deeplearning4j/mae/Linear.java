package org.vitmae.deeplearning4j.mae;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * An affine map of rows: x W' + b.
 *
 * @param name leads the names of weight [out, in] and bias [out]
 */
record Linear(String name, long in, long out) {
  /** Makes a layer with Xavier-uniform weights and a bias of zero. */
  static Linear create(InitialParameters parameters, String name, long in, long out) {
    parameters.xavierUniform(name + ".weight", out, in, out, in);
    parameters.constant(name + ".bias", 0, out);
    return new Linear(name, in, out);
  }

  /** Maps [R, in] to [R, out]. */
  Traced apply(Graph graph, SDVariable x, long rows) {
    SDVariable weight = graph.input(name + ".weight", out, in);
    SDVariable bias = graph.input(name + ".bias", out);
    return new Traced(
        graph.productTransposed(x, weight).add(bias),
        gradient -> {
          graph.gradient(name + ".weight", graph.transposedProduct(gradient, x));
          graph.gradient(name + ".bias", graph.columnSums(gradient, rows));
          return graph.product(gradient, weight);
        });
  }
}
