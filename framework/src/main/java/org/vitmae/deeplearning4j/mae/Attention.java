package org.vitmae.deeplearning4j.mae;

import org.nd4j.autodiff.samediff.SDVariable;

/** Multi-head self-attention (Vaswani et al. 2017), scale 1/sqrt(head width). */
record Attention(Linear qkv, Linear proj, long heads, long width) {
  static Attention create(InitialParameters parameters, String name, long width, long heads) {
    return new Attention(
        Linear.create(parameters, name + ".qkv", width, 3 * width),
        Linear.create(parameters, name + ".proj", width, width),
        heads,
        width);
  }

  /**
   * Mixes the tokens of each image.
   *
   * @param x [R, D], image by image
   * @return [R, D]
   */
  Traced apply(Graph graph, SDVariable x, Tokens tokens) {
    return qkv.apply(graph, x, tokens.rows())
        .then(projected -> mix(graph, projected, tokens))
        .then(mixed -> proj.apply(graph, mixed, tokens.rows()));
  }

  /** Maps queries, keys and values [R, 3D] to [R, D]. */
  private Traced mix(Graph graph, SDVariable projected, Tokens tokens) {
    long n = tokens.images();
    long t = tokens.perImage();
    long d = width / heads;
    double scale = 1 / Math.sqrt(d);
    SDVariable byHead =
        graph.reshape(
            graph.permute(graph.reshape(projected, n, t, 3, heads, d), 2, 0, 3, 1, 4),
            3 * n * heads,
            t,
            d);
    SDVariable q = head(graph, byHead, 0, tokens).mul(scale); // [N * heads, T, D / heads]
    SDVariable k = head(graph, byHead, 1, tokens);
    SDVariable v = head(graph, byHead, 2, tokens);
    SDVariable scores = graph.productTransposed(q, k); // [N * heads, T, T]
    SDVariable shares = graph.softmax(scores);
    SDVariable mixed = graph.reshape(graph.product(shares, v), n, heads, t, d);
    return new Traced(
        graph.reshape(graph.permute(mixed, 0, 2, 1, 3), tokens.rows(), width),
        gradient -> {
          SDVariable byMixed =
              graph.reshape(
                  graph.permute(graph.reshape(gradient, n, t, heads, d), 0, 2, 1, 3),
                  n * heads,
                  t,
                  d);
          SDVariable byScores =
              graph.softmaxBack(scores, graph.productTransposed(byMixed, v)); // [N * heads, T, T]
          SDVariable byQ = graph.product(byScores, k).mul(scale);
          SDVariable byK = graph.transposedProduct(byScores, q);
          SDVariable byV = graph.transposedProduct(shares, byMixed);
          SDVariable all = graph.reshape(graph.concat(0, byQ, byK, byV), 3, n, heads, t, d);
          return graph.reshape(graph.permute(all, 1, 3, 0, 2, 4), tokens.rows(), 3 * width);
        });
  }

  private SDVariable head(Graph graph, SDVariable byHead, int which, Tokens tokens) {
    long count = tokens.images() * heads;
    return graph.part(byHead, 0, which * count, count, 3 * count, tokens.perImage(), width / heads);
  }
}
