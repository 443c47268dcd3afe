package org.vitmae.classification;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.model.Weights;
import org.vitmae.optim.Lars;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Limit;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/** Checks the linear probe's head and LARS; both always run in full precision. */
final class ProbeParity {
  private static final Limit VALUE = Limit.forward(Precision.FP32);
  private static final String WEIGHT = "head.1.weight";
  private static final String BIAS = "head.1.bias";

  // The recorded run of LARS.
  private static final double LEARNING_RATE = 2;
  private static final double WEIGHT_DECAY = 0.001;
  private static final double MOMENTUM = 0.9;

  private final Safetensors inputs;
  private final Device device;
  private final Comparisons comparisons;

  private ProbeParity(Safetensors inputs, Device device, Comparisons comparisons) {
    this.inputs = inputs;
    this.device = device;
    this.comparisons = comparisons;
  }

  static void check(Fixture fixture, Device device, Comparisons comparisons) {
    try (Safetensors inputs = fixture.tensors("linprobe_inputs");
        Safetensors probe = fixture.tensors("linprobe_expected");
        Safetensors lars = fixture.tensors("lars_expected")) {
      ProbeParity parity = new ProbeParity(inputs, device, comparisons);
      parity.passes(probe);
      parity.lars(lars);
    }
  }

  /** Evaluation, training passes with the weights as they are, evaluation again. */
  private void passes(Safetensors want) {
    try (Scope scope = new Scope();
        NamedParameters parameters = new NamedParameters()) {
      ProbeHead head = head(parameters);
      int passes = (int) inputs.shape("features")[0];
      evaluate("eval0_logits", head, want);
      for (int t = 0; t < passes; t++) {
        train("train" + t + "_", t, head, parameters, want);
      }
      evaluate("eval" + passes + "_logits", head, want);
    }
  }

  private void evaluate(String name, ProbeHead head, Safetensors want) {
    try (NoGrad noGrad = new NoGrad()) {
      comparisons.tensor("linprobe." + name, head.apply(features(0)), want.floats(name), VALUE);
    }
  }

  private void train(
      String prefix, int t, ProbeHead head, NamedParameters parameters, Safetensors want) {
    Tensor features = features(t).set_requires_grad(true);
    Tensor logits = head.apply(features);
    Tensor loss = Losses.crossEntropy(logits, labels(t), 0);
    loss.backward();
    compare(prefix + "logits", logits, want);
    compare(prefix + "loss", loss, want);
    compare(prefix + "running_mean", head.runningMean(), want);
    compare(prefix + "running_var", head.runningVar(), want);
    compare(prefix + "grad_weight", parameters.get(WEIGHT).grad(), want);
    compare(prefix + "grad_bias", parameters.get(BIAS).grad(), want);
    compare(prefix + "grad_features", features.grad(), want);
    clearGradients(parameters);
  }

  private void compare(String name, Tensor got, Safetensors want) {
    comparisons.tensor("linprobe." + name, got, want.floats(name), VALUE);
  }

  private void lars(Safetensors want) {
    try (Scope scope = new Scope();
        NamedParameters parameters = new NamedParameters()) {
      ProbeHead head = head(parameters);
      int batches = (int) inputs.shape("features")[0];
      try (Lars lars = new Lars(parameters, MOMENTUM, WEIGHT_DECAY)) {
        for (int step = 0; want.names().contains("step" + step + "_loss"); step++) {
          Tensor loss =
              Losses.crossEntropy(head.apply(features(step % batches)), labels(step % batches), 0);
          loss.backward();
          lars.step(LEARNING_RATE);
          clearGradients(parameters);
          String prefix = "step" + step + "_";
          comparisons.tensor("lars." + prefix + "loss", loss, want.floats(prefix + "loss"), VALUE);
          comparisons.tensor(
              "lars." + prefix + "weight",
              parameters.get(WEIGHT),
              want.floats(prefix + "weight"),
              VALUE);
          comparisons.tensor(
              "lars." + prefix + "bias", parameters.get(BIAS), want.floats(prefix + "bias"), VALUE);
        }
      }
    }
  }

  private ProbeHead head(NamedParameters parameters) {
    long[] shape = inputs.shape(WEIGHT);
    ProbeHead head =
        ProbeHead.create(new Weights(parameters, device, 0), (int) shape[1], (int) shape[0]);
    try (NoGrad noGrad = new NoGrad()) {
      parameters.get(WEIGHT).copy_(Fixture.load(inputs, WEIGHT, device));
      parameters.get(BIAS).copy_(Fixture.load(inputs, BIAS, device));
      head.runningMean().copy_(Fixture.load(inputs, "running_mean0", device));
      head.runningVar().copy_(Fixture.load(inputs, "running_var0", device));
    }
    return head;
  }

  private Tensor features(int t) {
    long[] shape = inputs.shape("features");
    int size = (int) (shape[1] * shape[2]);
    float[] all = inputs.floats("features");
    return Tensors.of(
        Arrays.copyOfRange(all, t * size, (t + 1) * size), device, shape[1], shape[2]);
  }

  private Tensor labels(int t) {
    int size = (int) inputs.shape("labels")[1];
    long[] all = inputs.longs("labels");
    return Tensors.of(Arrays.copyOfRange(all, t * size, (t + 1) * size), device, size);
  }

  private static void clearGradients(NamedParameters parameters) {
    parameters.trainable().forEach(name -> parameters.get(name).mutable_grad().reset());
  }
}
