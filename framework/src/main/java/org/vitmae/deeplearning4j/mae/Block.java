package org.vitmae.deeplearning4j.mae;

import org.nd4j.autodiff.samediff.SDVariable;

/** A pre-norm Transformer block: attention and MLP, each added to its input. */
record Block(
    String name, LayerNorm norm1, Attention attn, LayerNorm norm2, Linear fc1, Linear fc2) {
  static Block create(
      InitialParameters parameters, String name, long width, long heads, double ratio, double eps) {
    long hidden = (long) (width * ratio);
    return new Block(
        name,
        LayerNorm.create(parameters, name + ".norm1", width, eps),
        Attention.create(parameters, name + ".attn", width, heads),
        LayerNorm.create(parameters, name + ".norm2", width, eps),
        Linear.create(parameters, name + ".mlp.fc1", width, hidden),
        Linear.create(parameters, name + ".mlp.fc2", hidden, width));
  }

  /** Maps [R, D] to [R, D]. */
  Traced apply(Graph graph, SDVariable x, Tokens tokens) {
    long rows = tokens.rows();
    return residual(
            x,
            norm1
                .apply(graph, x, rows)
                .then(normal -> attn.apply(graph, normal, tokens))
                .then(branch -> graph.traced(name + ".attn", branch)))
        .then(
            attended ->
                residual(
                    attended,
                    norm2
                        .apply(graph, attended, rows)
                        .then(normal -> fc1.apply(graph, normal, rows))
                        .then(hidden -> Gelu.apply(graph, hidden))
                        .then(hidden -> fc2.apply(graph, hidden, rows))
                        .then(branch -> graph.traced(name + ".mlp", branch))));
  }

  private static Traced residual(SDVariable x, Traced branch) {
    return new Traced(
        x.add(branch.value()), gradient -> gradient.add(branch.back().apply(gradient)));
  }
}
