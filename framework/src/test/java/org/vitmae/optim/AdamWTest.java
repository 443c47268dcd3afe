package org.vitmae.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.ParameterFiles;

class AdamWTest {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.95;
  private static final double LEARNING_RATE = 0.01;

  /** The textbook update of one value in 64 bits. */
  private static final class ByHand {
    private double value;
    private double first;
    private double second;
    private int steps;

    ByHand(double value) {
      this.value = value;
    }

    void step(double gradient, double learningRate, double decay) {
      steps++;
      value -= learningRate * decay * value;
      first = BETA1 * first + (1 - BETA1) * gradient;
      second = BETA2 * second + (1 - BETA2) * gradient * gradient;
      double unbiasedFirst = first / (1 - Math.pow(BETA1, steps));
      double unbiasedSecond = second / (1 - Math.pow(BETA2, steps));
      value -= learningRate * unbiasedFirst / (Math.sqrt(unbiasedSecond) + 1e-8);
    }
  }

  @Test
  void groupsHaveTheirOwnRateAndDecay() {
    try (NamedParameters parameters = parameters();
        AdamW adamW =
            new AdamW(
                parameters,
                List.of(
                    new ParameterGroup(List.of("a"), 1, 0.1),
                    new ParameterGroup(List.of("b"), 0.25, 0)),
                BETA1,
                BETA2,
                0,
                Device.CPU)) {
      ByHand[] expected = {new ByHand(1), new ByHand(-2), new ByHand(0.5)};
      float[][] gradients = {{0.3f, -0.1f, 2}, {0.2f, 0.4f, -1}, {-0.1f, 0.4f, 0}};
      for (float[] gradient : gradients) {
        step(adamW, parameters, gradient);
        expected[0].step(gradient[0], LEARNING_RATE, 0.1);
        expected[1].step(gradient[1], LEARNING_RATE, 0.1);
        expected[2].step(gradient[2], 0.25 * LEARNING_RATE, 0);
      }
      assertValues(parameters, expected);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1e6})
  void gradientsAreClippedToTheirTotalNorm(double clip) {
    try (NamedParameters parameters = parameters();
        AdamW adamW = adamW(parameters, clip)) {
      ByHand[] expected = {new ByHand(1), new ByHand(-2), new ByHand(0.5)};
      float[][] gradients = {{3, -1, 20}, {0.02f, 0.04f, -0.01f}, {-1, 4, 0}};
      for (float[] gradient : gradients) {
        step(adamW, parameters, gradient);
        double norm = Math.sqrt(square(gradient[0]) + square(gradient[1]) + square(gradient[2]));
        double factor = Math.min(1, clip / (norm + 1e-6));
        for (int i = 0; i < expected.length; i++) {
          expected[i].step(factor * gradient[i], LEARNING_RATE, 0);
        }
      }
      assertValues(parameters, expected);
    }
  }

  @Test
  void aRestoredStateGoesOnWithTheSameBits(@TempDir Path folder) throws IOException {
    try (NamedParameters parameters = parameters();
        NamedParameters resumed = parameters();
        AdamW adamW = adamW(parameters, 1);
        AdamW other = adamW(resumed, 1)) {
      step(adamW, parameters, 0.1f, 0.7f, -3);
      step(adamW, parameters, 0.3f, -0.7f, 0.3f);
      ParameterFiles.save(parameters, folder.resolve("model"));
      ParameterFiles.save(adamW.state(), folder.resolve("state"));
      step(adamW, parameters, 0.2f, 0.1f, 0.9f);

      ParameterFiles.load(folder.resolve("model"), resumed);
      ParameterFiles.load(folder.resolve("state"), other.state());
      step(other, resumed, 0.2f, 0.1f, 0.9f);

      for (String name : parameters.names()) {
        assertThat(Tensors.toFloats(resumed.get(name)))
            .isEqualTo(Tensors.toFloats(parameters.get(name)));
      }
    }
  }

  @Test
  void theStateIsAStepCountAndTwoMomentsPerParameter() {
    try (NamedParameters parameters = parameters();
        AdamW adamW = adamW(parameters, 0)) {
      assertThat(adamW.state().names())
          .containsExactly("step", "exp_avg.a", "exp_avg_sq.a", "exp_avg.b", "exp_avg_sq.b");
      step(adamW, parameters, 1, 1, 1);
      step(adamW, parameters, 1, 1, 1);
      assertThat(Tensors.toFloats(adamW.state().get("step"))).containsExactly(2);
    }
  }

  private static AdamW adamW(NamedParameters parameters, double clip) {
    return new AdamW(
        parameters,
        List.of(new ParameterGroup(List.of("a", "b"), 1, 0)),
        BETA1,
        BETA2,
        clip,
        Device.CPU);
  }

  private static NamedParameters parameters() {
    NamedParameters parameters = new NamedParameters();
    parameters.add("a", Tensors.of(new float[] {1, -2}, Device.CPU, 2), true);
    parameters.add("b", Tensors.of(new float[] {0.5f}, Device.CPU, 1), true);
    return parameters;
  }

  private static void step(AdamW adamW, NamedParameters parameters, float... gradient) {
    try (Scope scope = new Scope()) {
      Tensor a = Tensors.of(new float[] {gradient[0], gradient[1]}, Device.CPU, 2);
      Tensor b = Tensors.of(new float[] {gradient[2]}, Device.CPU, 1);
      parameters.get("a").mutable_grad().put(a);
      parameters.get("b").mutable_grad().put(b);
      adamW.step(LEARNING_RATE);
    }
  }

  private static void assertValues(NamedParameters parameters, ByHand[] expected) {
    float[] a = Tensors.toFloats(parameters.get("a"));
    float[] b = Tensors.toFloats(parameters.get("b"));
    assertThat((double) a[0]).isCloseTo(expected[0].value, within(1e-6));
    assertThat((double) a[1]).isCloseTo(expected[1].value, within(1e-6));
    assertThat((double) b[0]).isCloseTo(expected[2].value, within(1e-6));
  }

  private static double square(double x) {
    return x * x;
  }
}
