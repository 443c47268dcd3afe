package org.vitmae.deeplearning4j.mae;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vitmae.optim.ParameterGroup;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019), its state named as libtorch's.
 *
 * <p>The library's own updater adds eps before the correction of the second moment's bias.
 */
final class AdamW implements AutoCloseable {
  private static final double EPS = 1e-8;
  private static final double NORM_EPS = 1e-6; // as torch.nn.utils.clip_grad_norm_
  private static final String STEP = "step";

  private final Parameters weights;
  private final List<ParameterGroup> groups;
  private final double beta1;
  private final double beta2;
  private final double clipGradNorm;
  private final Parameters state = new Parameters(DataType.FLOAT);
  private final INDArray scratch;
  private final Map<String, INDArray> parts = new HashMap<>(); // the scratch in each one's shape

  /**
   * Starts with moments of zero.
   *
   * @param clipGradNorm greatest 2-norm over all gradients; 0 switches clipping off
   */
  AdamW(
      Parameters weights,
      List<ParameterGroup> groups,
      double beta1,
      double beta2,
      double clipGradNorm) {
    this.weights = weights;
    this.groups = List.copyOf(groups);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.clipGradNorm = clipGradNorm;
    state.add(STEP);
    long longest = 0;
    for (ParameterGroup group : groups) {
      for (String name : group.names()) {
        long[] shape = weights.get(name).shape();
        state.add("exp_avg." + name, shape);
        state.add("exp_avg_sq." + name, shape);
        longest = Math.max(longest, weights.get(name).length());
      }
    }
    scratch = Nd4j.createUninitializedDetached(DataType.FLOAT, longest);
    for (ParameterGroup group : groups) {
      for (String name : group.names()) {
        INDArray weight = weights.get(name);
        INDArray part = scratch.get(NDArrayIndex.interval(0, weight.length()));
        parts.put(name, part.reshape('c', weight.shape()));
      }
    }
  }

  Parameters state() {
    return state;
  }

  /** Returns the 2-norm over some arrays. */
  static double norm(Collection<INDArray> arrays) {
    double squares = 0;
    for (INDArray array : arrays) {
      squares += Math.pow(array.norm2Number().doubleValue(), 2);
    }
    return Math.sqrt(squares);
  }

  /**
   * Updates every parameter.
   *
   * @param gradients by parameter, in its shape; overwritten
   * @param share what the gradients are multiplied by to get those of the loss
   */
  void step(Map<String, INDArray> gradients, double share, double learningRate) {
    double scale = share;
    if (clipGradNorm > 0) {
      double norm = share * norm(gradients.values());
      scale = share / Math.max(1, (norm + NORM_EPS) / clipGradNorm);
    }
    float step = state.values(STEP)[0] + 1;
    state.set(STEP, new float[] {step});
    for (ParameterGroup group : groups) {
      for (String name : group.names()) {
        INDArray gradient = gradients.get(name);
        if (scale != 1) {
          gradient.muli(scale);
        }
        update(name, gradient, step, learningRate * group.lrScale(), group.weightDecay());
      }
    }
  }

  private void update(String name, INDArray gradient, double step, double rate, double decay) {
    INDArray weight = weights.get(name);
    INDArray expAvg = state.get("exp_avg." + name);
    INDArray expAvgSq = state.get("exp_avg_sq." + name);
    INDArray part = Objects.requireNonNull(parts.get(name), name);
    if (decay != 0) {
      weight.muli(1 - rate * decay);
    }
    expAvg.muli(beta1).addi(gradient.mul(1 - beta1, part));
    expAvgSq.muli(beta2).addi(gradient.mul(gradient, part).muli(1 - beta2));
    Nd4j.exec(new Sqrt(expAvgSq, part));
    part.divi(Math.sqrt(1 - Math.pow(beta2, step))).addi(EPS);
    expAvg.div(part, part).muli(rate / (1 - Math.pow(beta1, step)));
    weight.subi(part);
  }

  @Override
  public void close() {
    state.close();
    scratch.close();
  }
}
