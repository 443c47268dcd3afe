package org.vitmae.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class LarsTest {
  private static final double MOMENTUM = 0.9;
  private static final double DECAY = 0.1;
  private static final double TRUST = 0.001;

  @Test
  void matricesAreScaledByTheTrustRatioAndBiasesAreNot() {
    float[][] weightGradients = {{1, -2}, {0.5f, 3}};
    float[] biasGradients = {0.3f, -0.4f};
    double[] rates = {2, 1.5};
    double[] weight = {3, 4};
    double[] weightMomentum = {0, 0};
    double bias = 2;
    double biasMomentum = 0;
    try (NamedParameters parameters = parameters(3, 4, 2);
        Lars lars = new Lars(parameters, MOMENTUM, DECAY)) {
      for (int t = 0; t < 2; t++) {
        step(lars, parameters, weightGradients[t], biasGradients[t], rates[t]);
        double[] update = {
          weightGradients[t][0] + DECAY * weight[0], weightGradients[t][1] + DECAY * weight[1]
        };
        double ratio = TRUST * Math.hypot(weight[0], weight[1]) / Math.hypot(update[0], update[1]);
        for (int i = 0; i < 2; i++) {
          weightMomentum[i] = MOMENTUM * weightMomentum[i] + ratio * update[i];
          weight[i] -= rates[t] * weightMomentum[i];
        }
        biasMomentum = MOMENTUM * biasMomentum + biasGradients[t];
        bias -= rates[t] * biasMomentum;
      }
      float[] got = Tensors.toFloats(parameters.get("weight"));
      assertThat((double) got[0]).isCloseTo(weight[0], within(1e-6));
      assertThat((double) got[1]).isCloseTo(weight[1], within(1e-6));
      assertThat((double) Tensors.toFloats(parameters.get("bias"))[0])
          .isCloseTo(bias, within(1e-6));
    }
  }

  @Test
  void aMatrixOfZerosTakesThePlainStep() {
    try (NamedParameters parameters = parameters(0, 0, 0);
        Lars lars = new Lars(parameters, MOMENTUM, DECAY)) {
      step(lars, parameters, new float[] {1, -2}, 0, 0.5);
      assertThat(Tensors.toFloats(parameters.get("weight"))).containsExactly(-0.5f, 1);
    }
  }

  @Test
  void aGradientOfZeroOnAMatrixOfZerosGivesNoNaN() {
    try (NamedParameters parameters = parameters(0, 0, 1);
        Lars lars = new Lars(parameters, MOMENTUM, DECAY)) {
      step(lars, parameters, new float[] {0, 0}, 0, 0.5);
      assertThat(Tensors.toFloats(parameters.get("weight"))).containsExactly(0, 0);
      assertThat(Tensors.toFloats(parameters.get("bias"))).containsExactly(1);
    }
  }

  @Test
  void frozenParametersAreLeftAlone() {
    try (NamedParameters parameters = parameters(3, 4, 2)) {
      parameters.setTrainable("bias", false);
      try (Lars lars = new Lars(parameters, MOMENTUM, DECAY)) {
        assertThat(lars.state().names()).containsExactly("mu.weight");
      }
    }
  }

  private static NamedParameters parameters(float first, float second, float bias) {
    NamedParameters parameters = new NamedParameters();
    parameters.add("weight", Tensors.of(new float[] {first, second}, Device.CPU, 1, 2), true);
    parameters.add("bias", Tensors.of(new float[] {bias}, Device.CPU, 1), true);
    return parameters;
  }

  private static void step(
      Lars lars, NamedParameters parameters, float[] weight, float bias, double learningRate) {
    try (Scope scope = new Scope()) {
      parameters.get("weight").mutable_grad().put(Tensors.of(weight, Device.CPU, 1, 2));
      parameters.get("bias").mutable_grad().put(Tensors.of(new float[] {bias}, Device.CPU, 1));
      lars.step(learningRate);
    }
  }
}
