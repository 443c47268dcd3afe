package org.vitmae.deeplearning4j.mae;

import java.util.Collection;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An exponential moving average of the trainable weights, used for evaluation in their place. */
final class WeightAverage implements AutoCloseable {
  private final Parameters weights;
  private final double decay;
  private final Parameters average = new Parameters(DataType.FLOAT);

  WeightAverage(Parameters weights, Collection<String> trainable, double decay) {
    this.weights = weights;
    this.decay = decay;
    for (String name : trainable) {
      INDArray weight = weights.get(name);
      average.add(name, weight.shape()).assign(weight);
    }
  }

  /** Moves the average towards the current weights. */
  void update() {
    average
        .all()
        .forEach(
            (name, mean) -> {
              try (INDArray towards = weights.get(name).sub(mean)) {
                mean.addi(towards.muli(1 - decay));
              }
            });
  }

  /** Exchanges weights and average; called twice, nothing has changed. */
  void swap() {
    average
        .all()
        .forEach(
            (name, mean) -> {
              INDArray weight = weights.get(name);
              try (INDArray kept = mean.dup()) {
                mean.assign(weight);
                weight.assign(kept);
              }
            });
  }

  Parameters average() {
    return average;
  }

  @Override
  public void close() {
    average.close();
  }
}
