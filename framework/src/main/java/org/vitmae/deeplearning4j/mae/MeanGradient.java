package org.vitmae.deeplearning4j.mae;

import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vitmae.deeplearning4j.mae.Blocks.Kernel;

/** The gradients of the batches of one update, added up where there are several. */
final class MeanGradient implements AutoCloseable {
  private static final Kernel COPY =
      (blocks, length) -> System.arraycopy(blocks[1], 0, blocks[0], 0, length);
  private static final Kernel ADD =
      (blocks, length) -> {
        for (int i = 0; i < length; i++) {
          blocks[0][i] += blocks[1][i];
        }
      };

  private final Parameters sums = new Parameters(DataType.FLOAT);
  private Map<String, INDArray> gradients = Map.of();
  private int batches;

  /** Begins an update; forgets what another one, which failed, may have left. */
  void begin() {
    batches = 0;
  }

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
          Blocks.forEach(1, batches == 1 ? COPY : ADD, sums.get(name), gradient);
        });
    gradients = sums.all();
  }

  /** Returns the 2-norm of the mean gradient. */
  double norm() {
    return Blocks.norm(gradients.values()) / batches;
  }

  /** Makes the update. */
  void apply(Optimizer optimizer, double learningRate) {
    optimizer.step(gradients, 1.0 / batches, learningRate);
  }

  @Override
  public void close() {
    sums.close();
  }
}
