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

  /** What is updated in one go, and its moments; loading writes into the same tensors. */
  private record Group(
      ParameterGroup kind, List<Tensor> params, List<Tensor> expAvgs, List<Tensor> expAvgSqs) {
    List<Tensor> grads() {
      return params.stream().map(Tensor::grad).toList();
    }
  }

  private final List<Group> groups = new ArrayList<>();
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
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.clipGradNorm = clipGradNorm;
    try (Scope scope = new Scope()) {
      state.add("step", Tensors.of(new float[1], device), false);
      for (ParameterGroup group : groups) {
        this.groups.add(group(group, parameters));
      }
    }
  }

  /** Adds the moments of a group's parameters to the state. */
  private Group group(ParameterGroup group, NamedParameters parameters) {
    List<Tensor> params = group.names().stream().map(parameters::get).toList();
    for (int i = 0; i < params.size(); i++) {
      state.add("exp_avg." + group.names().get(i), torch.zeros_like(params.get(i)), false);
      state.add("exp_avg_sq." + group.names().get(i), torch.zeros_like(params.get(i)), false);
    }
    return new Group(
        group,
        params,
        group.names().stream().map(name -> state.get("exp_avg." + name)).toList(),
        group.names().stream().map(name -> state.get("exp_avg_sq." + name)).toList());
  }

  @Override
  public void step(double learningRate) {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad()) {
      Tensor step = state.get("step").add_(new Scalar(1));
      Optional<Tensor> gradScale = gradScale();
      for (Group group : groups) {
        ListOps.adamW(
            group.params,
            group.grads(),
            group.expAvgs,
            group.expAvgSqs,
            step,
            new ListOps.AdamWStep(
                learningRate * group.kind.lrScale(), beta1, beta2, EPS, group.kind.weightDecay()),
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
    List<Tensor> grads = groups.stream().flatMap(group -> group.grads().stream()).toList();
    Tensor overshoot = ListOps.norm(grads).add(new Scalar(1e-6)).div(new Scalar(clipGradNorm));
    return Optional.of(overshoot.clamp_min(new Scalar(1)));
  }
}
