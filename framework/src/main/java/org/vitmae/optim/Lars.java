package org.vitmae.optim;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;

/**
 * Layer-wise adaptive rate scaling (You et al. 2017) as the paper's linear probe uses it: no decay
 * and no trust ratio for biases and norm scales.
 */
public final class Lars implements Optimizer {
  private static final double TRUST_COEFFICIENT = 0.001;

  private final NamedParameters parameters;
  private final List<String> names;
  private final double momentum;
  private final double weightDecay;
  private final NamedParameters state = new NamedParameters();

  /** Starts with a momentum of zero for every trainable parameter. */
  public Lars(NamedParameters parameters, double momentum, double weightDecay) {
    this.parameters = parameters;
    this.names = parameters.trainable();
    this.momentum = momentum;
    this.weightDecay = weightDecay;
    try (Scope scope = new Scope()) {
      for (String name : names) {
        state.add("mu." + name, torch.zeros_like(parameters.get(name)), false);
      }
    }
  }

  @Override
  public void step(double learningRate) {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad()) {
      for (String name : names) {
        Tensor parameter = parameters.get(name);
        Tensor update = parameter.grad();
        if (parameter.dim() > 1) {
          update = update.add(parameter, new Scalar(weightDecay));
          update = update.mul(trust(parameter.norm(), update.norm()));
        }
        Tensor mu = state.get("mu." + name);
        mu.mul_(new Scalar(momentum)).add_(update);
        parameter.add_(mu, new Scalar(-learningRate));
      }
    }
  }

  /** Returns trust * |p| / |u|, or 1 where either norm is 0. */
  private static Tensor trust(Tensor parameterNorm, Tensor updateNorm) {
    Tensor one = torch.ones_like(parameterNorm);
    Tensor ratio = parameterNorm.div(updateNorm).mul(new Scalar(TRUST_COEFFICIENT));
    Scalar zero = new Scalar(0);
    return torch.where(parameterNorm.gt(zero), torch.where(updateNorm.gt(zero), ratio, one), one);
  }

  @Override
  public NamedParameters state() {
    return state;
  }
}
