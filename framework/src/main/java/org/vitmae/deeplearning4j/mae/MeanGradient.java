package org.vitmae.deeplearning4j.mae;

import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradients of the batches of one update, added up where there are several. */
final class MeanGradient implements AutoCloseable {
  private final Parameters sums = new Parameters(DataType.FLOAT);
  private Map<String, INDArray> gradients = Map.of();
  private int batches;

  /**
   * Adds a batch.
   *
   * @param batch gradients by parameter; not read any more once the next batch was computed
   * @param last whether the update needs no further batch
   */
  void add(Map<String, INDArray> batch, boolean last) {
    batches++;
    if (batches == 1 && last) {
      gradients = batch;
      return;
    }
    batch.forEach(
        (name, gradient) -> {
          if (!sums.all().containsKey(name)) {
            sums.add(name, gradient.shape());
          }
          sums.get(name).addi(gradient);
        });
    gradients = sums.all();
  }

  /** Returns the 2-norm of the mean gradient. */
  double norm() {
    return AdamW.norm(gradients.values()) / batches;
  }

  /** Makes the update and begins the next one. */
  void apply(AdamW optimizer, double learningRate) {
    optimizer.step(gradients, 1.0 / batches, learningRate);
    sums.all().values().forEach(sum -> sum.assign(0));
    batches = 0;
  }

  @Override
  public void close() {
    sums.close();
  }
}
