package org.vitmae.deeplearning4j.mae;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.config.Engine;
import org.vitmae.deeplearning4j.Nd4jStart;
import org.vitmae.model.InitialValues;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Limit;
import org.vitmae.parity.ParitySuite;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** Checks the linear probe's head and LARS on Deeplearning4j ({@code finetune}). */
public final class SameDiffProbeParity implements ParitySuite {
  @Override
  public String fixture() {
    return "finetune";
  }

  @Override
  public Engine engine() {
    return Engine.DEEPLEARNING4J;
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons) {
    Nd4jStart.beforeTraining();
    Fixture fixture = new Fixture(folder);
    try (Safetensors inputs = fixture.tensors("linprobe_inputs");
        Safetensors probe = fixture.tensors("linprobe_expected");
        Safetensors lars = fixture.tensors("lars_expected")) {
      try (Run run = new Run(inputs, comparisons)) {
        run.passes(probe);
      }
      try (Run run = new Run(inputs, comparisons)) {
        run.lars(lars);
      }
    }
  }

  /** One head from the recorded weights. */
  private static final class Run implements AutoCloseable {
    private static final Limit VALUE = Limit.forward(Precision.FP32);
    private static final String WEIGHT = "head.1.weight";
    private static final String BIAS = "head.1.bias";
    private static final String MEAN = "head.0.running_mean";
    private static final String VARIANCE = "head.0.running_var";

    // The recorded run of LARS.
    private static final double LEARNING_RATE = 2;
    private static final double WEIGHT_DECAY = 0.001;
    private static final double MOMENTUM = 0.9;

    private final Safetensors inputs;
    private final Comparisons comparisons;
    private final int batches;
    private final int images;
    private final int classes;
    private final Parameters weights;
    private final FeatureNorm norm;
    private final BatchPlan plan;

    Run(Safetensors inputs, Comparisons comparisons) {
      this.inputs = inputs;
      this.comparisons = comparisons;
      long[] features = inputs.shape("features");
      batches = (int) features[0];
      images = (int) features[1];
      classes = (int) inputs.shape(WEIGHT)[0];
      InitialParameters initial = new InitialParameters(new InitialValues(0));
      FeatureNorm.create(initial, (int) features[2]);
      ProbeHead head = ProbeHead.create(initial, (int) features[2], classes);
      weights = Parameters.of(initial, DataType.FLOAT);
      weights.set(WEIGHT, inputs.floats(WEIGHT));
      weights.set(BIAS, inputs.floats(BIAS));
      weights.set(MEAN, inputs.floats("running_mean0"));
      weights.set(VARIANCE, inputs.floats("running_var0"));
      norm = new FeatureNorm(weights);
      plan =
          new BatchPlan(
              head.graph(DataType.FLOAT, images, Criterion.SOFTMAX),
              weights,
              List.of(ProbeHead.OUTPUTS, BatchPlan.LOSSES),
              true);
    }

    /** Evaluation, training passes with the weights as they are, evaluation again. */
    void passes(Safetensors want) {
      evaluate("eval0_logits", want);
      for (int t = 0; t < batches; t++) {
        train(t);
        compare("train" + t + "_logits", plan.value(ProbeHead.OUTPUTS), want);
        compare("train" + t + "_loss", new float[] {(float) plan.meanLoss()}, want);
        compare("train" + t + "_running_mean", weights.values(MEAN), want);
        compare("train" + t + "_running_var", weights.values(VARIANCE), want);
        compare("train" + t + "_grad_weight", gradient(WEIGHT), want);
        compare("train" + t + "_grad_bias", gradient(BIAS), want);
      }
      evaluate("eval" + batches + "_logits", want);
    }

    private void evaluate(String name, Safetensors want) {
      run(norm.evaluate(features(0)), 0);
      compare(name, plan.value(ProbeHead.OUTPUTS), want);
    }

    void lars(Safetensors want) {
      try (Lars lars = new Lars(weights, List.of(WEIGHT, BIAS), MOMENTUM, WEIGHT_DECAY)) {
        for (int step = 0; want.names().contains("step" + step + "_loss"); step++) {
          train(step % batches);
          lars.step(plan.gradients(), 1, LEARNING_RATE);
          String prefix = "step" + step + "_";
          float[] loss = {(float) plan.meanLoss()};
          comparisons.tensor("lars." + prefix + "loss", loss, want.floats(prefix + "loss"), VALUE);
          comparisons.tensor(
              "lars." + prefix + "weight",
              weights.values(WEIGHT),
              want.floats(prefix + "weight"),
              VALUE);
          comparisons.tensor(
              "lars." + prefix + "bias", weights.values(BIAS), want.floats(prefix + "bias"), VALUE);
        }
      }
    }

    private void train(int t) {
      run(norm.train(features(t)), t);
    }

    private void run(float[] features, int t) {
      long[] labels = inputs.longs("labels");
      float[] target = new float[images * classes];
      for (int n = 0; n < images; n++) {
        target[n * classes + (int) labels[t * images + n]] = 1;
      }
      plan.run(name -> name.equals(ProbeHead.FEATURES) ? features : target);
    }

    private float[] features(int t) {
      float[] all = inputs.floats("features");
      int size = all.length / batches;
      return Arrays.copyOfRange(all, t * size, (t + 1) * size);
    }

    private float[] gradient(String parameter) {
      return plan.gradients().get(parameter).dup('c').data().asFloat();
    }

    private void compare(String name, float[] got, Safetensors want) {
      comparisons.tensor("linprobe." + name, got, want.floats(name), VALUE);
    }

    @Override
    public void close() {
      plan.close();
      weights.close();
    }
  }
}
