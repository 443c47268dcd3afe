package org.vitmae.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.ListOps;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019), one pass over memory per update.
 *
 * <p>Where gradients are clipped, the clipping happens in that same pass.
 */
public final class AdamW implements Optimizer {
  private static final double EPS = 1e-8;

  private final NamedParameters parameters;
  private final List<ParameterGroup> groups;
  private final double beta1;
  private final double beta2;
  private final double clipGradNorm;
  private final NamedParameters state = new NamedParameters();

  /**
   * Starts with moments of zero.
   *
   * @param clipGradNorm greatest 2-norm over all gradients; 0 switches clipping off
   */
  public AdamW(
      NamedParameters parameters,
      List<ParameterGroup> groups,
      double beta1,
      double beta2,
      double clipGradNorm,
      Device device) {
    this.parameters = parameters;
    this.groups = List.copyOf(groups);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.clipGradNorm = clipGradNorm;
    try (Scope scope = new Scope()) {
      state.add("step", Tensors.of(new float[1], device), false);
      for (ParameterGroup group : groups) {
        for (String name : group.names()) {
          Tensor parameter = parameters.get(name);
          state.add("exp_avg." + name, torch.zeros_like(parameter), false);
          state.add("exp_avg_sq." + name, torch.zeros_like(parameter), false);
        }
      }
    }
  }

  @Override
  public void step(double learningRate) {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad()) {
      Tensor step = state.get("step").add_(new Scalar(1));
      Optional<Tensor> gradScale = gradScale();
      for (ParameterGroup group : groups) {
        List<Tensor> params = new ArrayList<>();
        List<Tensor> grads = new ArrayList<>();
        List<Tensor> expAvgs = new ArrayList<>();
        List<Tensor> expAvgSqs = new ArrayList<>();
        for (String name : group.names()) {
          Tensor parameter = parameters.get(name);
          params.add(parameter);
          grads.add(parameter.grad());
          expAvgs.add(state.get("exp_avg." + name));
          expAvgSqs.add(state.get("exp_avg_sq." + name));
        }
        ListOps.adamW(
            params,
            grads,
            expAvgs,
            expAvgSqs,
            step,
            new ListOps.AdamWStep(
                learningRate * group.lrScale(), beta1, beta2, EPS, group.weightDecay()),
            gradScale);
      }
    }
  }

  @Override
  public NamedParameters state() {
    return state;
  }

  /** Returns the divisor of all gradients, computed on the device without reading it back. */
  private Optional<Tensor> gradScale() {
    if (clipGradNorm == 0) {
      return Optional.empty();
    }
    List<Tensor> grads =
        groups.stream()
            .flatMap(group -> group.names().stream())
            .map(name -> parameters.get(name).grad())
            .toList();
    Tensor overshoot = ListOps.norm(grads).add(new Scalar(1e-6)).div(new Scalar(clipGradNorm));
    return Optional.of(overshoot.clamp_min(new Scalar(1)));
  }
}
