package org.vitmae.deeplearning4j.mae;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vitmae.deeplearning4j.mae.Blocks.Kernel;
import org.vitmae.optim.ParameterGroup;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019).
 *
 * <p>The library's own updater adds eps before the correction of the second moment's bias.
 */
final class AdamW implements Optimizer {
  private static final double EPS = 1e-8;
  private static final double NORM_EPS = 1e-6; // as torch.nn.utils.clip_grad_norm_
  private static final String STEP = "step";

  private final Parameters weights;
  private final List<ParameterGroup> groups;
  private final double beta1;
  private final double beta2;
  private final double clipGradNorm;
  private final Parameters state = new Parameters(DataType.FLOAT);

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
    for (ParameterGroup group : groups) {
      for (String name : group.names()) {
        long[] shape = weights.get(name).shape();
        state.add("exp_avg." + name, shape);
        state.add("exp_avg_sq." + name, shape);
      }
    }
  }

  @Override
  public Parameters state() {
    return state;
  }

  @Override
  public void step(Map<String, INDArray> gradients, double share, double learningRate) {
    double scale = share;
    if (clipGradNorm > 0) {
      double norm = share * Blocks.norm(gradients.values());
      scale = share / Math.max(1, (norm + NORM_EPS) / clipGradNorm);
    }
    float step = state.values(STEP)[0] + 1;
    state.set(STEP, new float[] {step});
    for (ParameterGroup group : groups) {
      Kernel update =
          update((float) scale, step, learningRate * group.lrScale(), group.weightDecay());
      for (String name : group.names()) {
        Blocks.forEach(
            3,
            update,
            weights.get(name),
            state.get("exp_avg." + name),
            state.get("exp_avg_sq." + name),
            gradients.get(name));
      }
    }
  }

  private Kernel update(float scale, double step, double learningRate, double weightDecay) {
    float kept = (float) (1 - learningRate * weightDecay);
    float old1 = (float) beta1;
    float new1 = (float) (1 - beta1);
    float old2 = (float) beta2;
    float new2 = (float) (1 - beta2);
    float rate = (float) (learningRate / (1 - Math.pow(beta1, step)));
    float root2 = (float) Math.sqrt(1 - Math.pow(beta2, step));
    float eps = (float) EPS;
    return (blocks, length) -> {
      float[] weight = blocks[0];
      float[] expAvg = blocks[1];
      float[] expAvgSq = blocks[2];
      float[] gradient = blocks[3];
      for (int i = 0; i < length; i++) {
        float g = scale * gradient[i];
        float first = old1 * expAvg[i] + new1 * g;
        float second = old2 * expAvgSq[i] + new2 * g * g;
        expAvg[i] = first;
        expAvgSq[i] = second;
        weight[i] = kept * weight[i] - rate * first / ((float) Math.sqrt(second) / root2 + eps);
      }
    };
  }

  @Override
  public void close() {
    state.close();
  }
}
