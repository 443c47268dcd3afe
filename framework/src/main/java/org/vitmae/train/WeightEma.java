package org.vitmae.train;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.tensor.ListOps;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;

/** An exponential moving average of the trainable weights, used for evaluation in their place. */
final class WeightEma implements AutoCloseable {
  private final double decay;
  private final NamedParameters average = new NamedParameters();
  private final List<Tensor> averages;
  private final List<Tensor> weights;

  WeightEma(NamedParameters parameters, double decay) {
    this.decay = decay;
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad()) {
      for (String name : parameters.trainable()) {
        average.add(name, parameters.get(name).detach().clone(), false);
      }
    }
    this.averages = tensors(average);
    this.weights = tensors(parameters);
  }

  /** Moves the average towards the current weights. */
  void update() {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad()) {
      ListOps.lerp(averages, weights, 1 - decay);
    }
  }

  /** Exchanges weights and average; called twice, nothing has changed. */
  void swap() {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad()) {
      for (int i = 0; i < weights.size(); i++) {
        Tensor kept = averages.get(i).clone();
        averages.get(i).copy_(weights.get(i));
        weights.get(i).copy_(kept);
      }
    }
  }

  NamedParameters average() {
    return average;
  }

  private List<Tensor> tensors(NamedParameters from) {
    return average.names().stream().map(from::get).toList();
  }

  @Override
  public void close() {
    average.close();
  }
}
