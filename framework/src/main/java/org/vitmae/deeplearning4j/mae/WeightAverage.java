package org.vitmae.deeplearning4j.mae;

import java.util.Collection;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vitmae.deeplearning4j.mae.Blocks.Kernel;

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
    float step = (float) (1 - decay);
    forBoth(
        1,
        (blocks, length) -> {
          for (int i = 0; i < length; i++) {
            blocks[0][i] += step * (blocks[1][i] - blocks[0][i]);
          }
        });
  }

  /** Exchanges weights and average; called twice, nothing has changed. */
  void swap() {
    forBoth(
        2,
        (blocks, length) -> {
          for (int i = 0; i < length; i++) {
            float mean = blocks[0][i];
            blocks[0][i] = blocks[1][i];
            blocks[1][i] = mean;
          }
        });
  }

  private void forBoth(int written, Kernel kernel) {
    average.all().forEach((name, mean) -> Blocks.forEach(written, kernel, mean, weights.get(name)));
  }

  Parameters average() {
    return average;
  }

  @Override
  public void close() {
    average.close();
  }
}
