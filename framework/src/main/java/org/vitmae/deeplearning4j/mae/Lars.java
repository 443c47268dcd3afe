package org.vitmae.deeplearning4j.mae;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layer-wise adaptive rate scaling (You et al. 2017) as the paper's linear probe uses it: no decay
 * and no trust ratio for biases.
 */
final class Lars implements Optimizer {
  private static final double TRUST_COEFFICIENT = 0.001;

  private final Parameters weights;
  private final List<String> names;
  private final double momentum;
  private final double weightDecay;
  private final Parameters state = new Parameters(DataType.FLOAT);

  /** Starts with a momentum of zero for every parameter that learns. */
  Lars(Parameters weights, List<String> names, double momentum, double weightDecay) {
    this.weights = weights;
    this.names = List.copyOf(names);
    this.momentum = momentum;
    this.weightDecay = weightDecay;
    names.forEach(name -> state.add("mu." + name, weights.get(name).shape()));
  }

  @Override
  public void step(Map<String, INDArray> gradients, double share, double learningRate) {
    for (String name : names) {
      INDArray weight = weights.get(name);
      INDArray gradient = gradients.get(name);
      boolean matrix = weight.rank() > 1;
      double decay = matrix ? weightDecay : 0;
      double trust = matrix ? trust(weight, gradient, share, decay) : 1;
      float ofGradient = (float) (trust * share);
      float ofWeight = (float) (trust * decay);
      float kept = (float) momentum;
      float rate = (float) learningRate;
      Blocks.forEach(
          2,
          (blocks, length) -> {
            float[] mu = blocks[0];
            float[] p = blocks[1];
            for (int i = 0; i < length; i++) {
              mu[i] = kept * mu[i] + ofGradient * blocks[2][i] + ofWeight * p[i];
              p[i] -= rate * mu[i];
            }
          },
          state.get("mu." + name),
          weight,
          gradient);
    }
  }

  /** Returns the coefficient times |p| / |g + decay p|, or 1 where either norm is 0. */
  private static double trust(INDArray weight, INDArray gradient, double share, double decay) {
    double[] squares = {0, 0};
    Blocks.forEach(
        0,
        (blocks, length) -> {
          for (int i = 0; i < length; i++) {
            double p = blocks[0][i];
            double update = share * blocks[1][i] + decay * p;
            squares[0] += p * p;
            squares[1] += update * update;
          }
        },
        weight,
        gradient);
    return squares[0] > 0 && squares[1] > 0
        ? TRUST_COEFFICIENT * Math.sqrt(squares[0] / squares[1])
        : 1;
  }

  @Override
  public Parameters state() {
    return state;
  }

  @Override
  public void close() {
    state.close();
  }
}
