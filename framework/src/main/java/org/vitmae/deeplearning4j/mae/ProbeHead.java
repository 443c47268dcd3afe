package org.vitmae.deeplearning4j.mae;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What learns on normalized features of a frozen encoder: a linear layer, or several with GELU
 * between them, named as libtorch's, {@code head.1} and so on.
 *
 * @param layers from the features [N, D] to the outputs [N, C]
 */
record ProbeHead(List<Linear> layers) {
  /** Input: normalized features, [N, D]. */
  static final String FEATURES = "head_features";

  /** Input: what the outputs should be, [N, C]. */
  static final String TARGET = "head_target";

  /** Value: [N, C]. */
  static final String OUTPUTS = "head_outputs";

  private static final double STD = 0.01;

  /**
   * Makes a head whose parameters are those asked for here.
   *
   * @param widths of the features, of each hidden layer, and of the outputs; at least two
   */
  static ProbeHead create(InitialParameters parameters, int... widths) {
    int last = widths.length - 1;
    List<Linear> layers = new ArrayList<>();
    for (int i = 1; i < last; i++) {
      layers.add(Linear.create(parameters, "head." + i, widths[i - 1], widths[i]));
    }
    String top = "head." + last;
    parameters.normal(top + ".weight", STD, widths[last], widths[last - 1]);
    parameters.constant(top + ".bias", 0, widths[last]);
    layers.add(new Linear(top, widths[last - 1], widths[last]));
    return new ProbeHead(layers);
  }

  /** Builds the graph of a batch: outputs, losses and the gradients of the mean loss. */
  Graph graph(DataType type, int images, Criterion criterion) {
    Graph graph = new Graph(type);
    Linear first = layers.get(0);
    Linear top = layers.get(layers.size() - 1);
    Traced x = first.apply(graph, graph.input(FEATURES, images, first.in()), images);
    for (Linear layer : layers.subList(1, layers.size())) {
      x = x.then(y -> Gelu.apply(graph, y)).then(y -> layer.apply(graph, y, images));
    }
    graph.name(OUTPUTS, x.value());
    criterion.apply(graph, x, graph.input(TARGET, images, top.out()), images, images, top.out());
    return graph;
  }
}
