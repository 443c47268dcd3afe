package org.vitmae.deeplearning4j.mae;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is computed from batches of one size, with the weights as they are. */
final class BatchPlan implements AutoCloseable {
  /** Value: the loss of each image, [N]. */
  static final String LOSSES = "losses";

  private final Parameters weights;
  private final Graph graph;
  private final Plan plan;
  private final Map<String, INDArray> gradients = new LinkedHashMap<>();

  /**
   * Plans to compute some values and, if wanted, all gradients of the mean loss.
   *
   * @param graph of that size
   * @param values names of values, for instance {@link #LOSSES}
   */
  BatchPlan(Graph graph, Parameters weights, Collection<String> values, boolean withGradients) {
    this.graph = graph;
    this.weights = weights;
    List<SDVariable> wanted = new ArrayList<>();
    values.forEach(name -> wanted.add(graph.values().get(name)));
    if (withGradients) {
      wanted.addAll(graph.gradients().values());
    }
    plan = new Plan(graph, weights.all(), wanted);
    if (withGradients) {
      graph
          .gradients()
          .forEach(
              (name, gradient) ->
                  gradients.put(
                      name, plan.array(gradient).reshape('c', weights.get(name).shape())));
    }
  }

  /**
   * Computes everything for a batch.
   *
   * @param inputs by name, row by row, what is not a weight
   */
  void run(Function<String, float[]> inputs) {
    plan.inputs()
        .forEach(
            (name, array) -> {
              if (!weights.all().containsKey(name)) {
                HostNumbers.write(inputs.apply(name), array);
              }
            });
    plan.run();
  }

  /** Returns a value of the last batch, row by row. */
  float[] value(String name) {
    return plan.array(graph.values().get(name)).data().asFloat();
  }

  /** Returns the mean loss of the last batch. */
  double meanLoss() {
    double sum = 0;
    float[] losses = value(LOSSES);
    for (float loss : losses) {
      sum += loss;
    }
    return sum / losses.length;
  }

  /** Returns the gradients of the last batch by parameter, in its shape; always the same arrays. */
  Map<String, INDArray> gradients() {
    return gradients;
  }

  @Override
  public void close() {
    plan.close();
  }
}
