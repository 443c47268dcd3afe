package org.vitmae.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.masking.Mask;
import org.vitmae.model.MaskIndices;
import org.vitmae.model.PatchedImages;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.CosineSchedule;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.Optimizer;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.ListOps;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.TorchLearner;

/** A recorded training run ({@code adamw}), made again from recorded weights, batches and masks. */
record RecordedTraining(
    Fixture fixture,
    String name,
    JsonNode log,
    Device device,
    Precision precision,
    Comparisons comparisons) {
  static RecordedTraining of(
      Fixture fixture, String name, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    JsonNode log = fixture.json("log_" + name + ".json");
    return new RecordedTraining(fixture, name, log, device, precision, comparisons);
  }

  /** Trains from the first step on. */
  void replay() throws IOException {
    replayFrom(0, learner -> {});
  }

  /**
   * Trains from a later step on.
   *
   * @param resume puts the learner into the state of that step
   */
  void replayFrom(int firstStep, Consumer<TorchLearner> resume) throws IOException {
    JsonNode config = log.get("config");
    Fixture start = new Fixture(fixture.folder().resolveSibling("mae_tiny"));
    RecordedModel recorded =
        RecordedModel.load(start, config.get("norm_pix_loss").asBoolean(), device);
    int stepsPerEpoch = config.get("steps_per_epoch").asInt();
    int accumulation = config.get("accum_iter").asInt();
    CosineSchedule schedule =
        new CosineSchedule(
            config.get("lr").asDouble(),
            config.get("min_lr").asDouble(),
            config.get("warmup_epochs").asDouble(),
            config.get("epochs").asDouble());
    List<Double> norms = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    double learningRates = 0;
    try (Safetensors batches = fixture.tensors("batches");
        TorchLearner learner = learner(recorded, config, batches, norms)) {
      resume.accept(learner);
      int steps = config.get("steps").asInt();
      for (int step = firstStep; step < steps; step += accumulation) {
        int inEpoch = step % stepsPerEpoch;
        if (inEpoch + accumulation > stepsPerEpoch) {
          // The leftover batches of an epoch take no part; their rate is recorded all the same.
          step += stepsPerEpoch - inEpoch - accumulation;
          continue;
        }
        double lr = schedule.at(step / stepsPerEpoch + (double) inEpoch / stepsPerEpoch);
        comparisons.number(
            "%s.lr[%d]".formatted(name, step),
            lr,
            log.get("lr").get(step).asDouble(),
            Limit.DOUBLE);
        learner.step(microBatches(step, accumulation), lr);
        learningRates += lr;
        losses.add(learner.takeLosses()[0]);
        double wantLoss = 0;
        for (int i = 0; i < accumulation; i++) {
          wantLoss += log.get("loss").get(step + i).asDouble() / accumulation;
        }
        comparisons.number(
            "%s.loss[%d]".formatted(name, step),
            losses.get(losses.size() - 1),
            wantLoss,
            Limit.loss(precision));
      }
      int firstNorm = log.get("grad_norm").size() - norms.size();
      for (int i = 0; i < norms.size(); i++) {
        comparisons.number(
            "%s.grad_norm[%d]".formatted(name, i),
            norms.get(i),
            log.get("grad_norm").get(firstNorm + i).asDouble(),
            precision == Precision.FP32 ? new Limit(0, 1e-4) : new Limit(0, 1e-1));
      }
      weights(recorded.parameters(), learningRates);
    }
  }

  private TorchLearner learner(
      RecordedModel recorded, JsonNode config, Safetensors batches, List<Double> norms) {
    NamedParameters parameters = recorded.parameters();
    JsonNode clip = config.get("clip_grad_max_norm");
    AdamW adamW =
        new AdamW(
            parameters,
            ParameterGroup.of(
                parameters,
                WeightDecayRule.PRETRAINING,
                config.get("weight_decay").asDouble(),
                new LayerDecay(1, recorded.config().depth())),
            config.get("betas").get(0).asDouble(),
            config.get("betas").get(1).asDouble(),
            clip.isNull() ? 0 : clip.asDouble(),
            device);
    return new TorchLearner(
        parameters,
        batch -> loss(recorded, config, batches, (int) batch.ids()[0]),
        held -> Map.of(),
        new Recording(adamW, parameters, norms),
        0,
        device,
        precision);
  }

  private Tensor loss(RecordedModel recorded, JsonNode config, Safetensors batches, int step) {
    int inEpoch = step % config.get("steps_per_epoch").asInt();
    long[] shape = batches.shape("imgs");
    int values = (int) (shape[1] * shape[2] * shape[3] * shape[4]);
    float[] imgs =
        Arrays.copyOfRange(batches.floats("imgs"), inEpoch * values, (inEpoch + 1) * values);
    int n = (int) shape[1];
    int length = (int) batches.shape("noise")[2];
    float[] noise =
        Arrays.copyOfRange(batches.floats("noise"), step * n * length, (step + 1) * n * length);
    Mask mask = Mask.fromNoise(noise, n, length, config.get("mask_ratio").asDouble());
    PatchedImages images =
        PatchedImages.ofNormalized(
            Tensors.of(imgs, device, n, shape[2], shape[3], shape[4]), recorded.grid().patchSize());
    return recorded.model().loss(images, MaskIndices.of(mask, device));
  }

  /** The recorded images come from the fixture; a batch only says which step it is. */
  private static List<Batch> microBatches(int first, int count) {
    List<Batch> batches = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      batches.add(
          new Batch(
              0,
              new long[] {i},
              1,
              1,
              1,
              1,
              new byte[1],
              Collections.nCopies(1, Annotation.none())));
    }
    return batches;
  }

  private void weights(NamedParameters parameters, double learningRates) {
    try (Safetensors want = fixture.tensors("final_weights_" + name)) {
      for (String parameter : want.names()) {
        Tensor got = parameters.get(parameter);
        // The gradient of a key's bias is zero but for rounding, which Adam turns into steps of
        // the learning rate; the same holds for every small gradient in bfloat16.
        boolean noise = parameter.endsWith("attn.qkv.bias") || precision == Precision.BF16;
        comparisons.tensor(
            name + ".final." + parameter,
            got,
            want.floats(parameter),
            noise ? new Limit(learningRates, 0) : new Limit(2e-5, 0));
      }
      if (precision == Precision.FP32) {
        queryAndValueBiases(parameters, want);
      }
    }
  }

  private void queryAndValueBiases(NamedParameters parameters, Safetensors want) {
    for (String parameter : want.names()) {
      if (parameter.endsWith("attn.qkv.bias")) {
        comparisons.tensor(
            name + ".final." + parameter + "[q,v]",
            withoutKeys(Tensors.toFloats(parameters.get(parameter))),
            withoutKeys(want.floats(parameter)),
            new Limit(2e-5, 0));
      }
    }
  }

  private static float[] withoutKeys(float[] qkv) {
    int width = qkv.length / 3;
    float[] rest = new float[2 * width];
    System.arraycopy(qkv, 0, rest, 0, width);
    System.arraycopy(qkv, 2 * width, rest, width, width);
    return rest;
  }

  /** Notes the norm of all gradients before each update. */
  private record Recording(Optimizer optimizer, NamedParameters parameters, List<Double> norms)
      implements Optimizer {
    @Override
    public void step(double learningRate) {
      try (Scope scope = new Scope()) {
        List<Tensor> grads =
            parameters.trainable().stream().map(name -> parameters.get(name).grad()).toList();
        norms.add(ListOps.norm(grads).item_double());
      }
      optimizer.step(learningRate);
    }

    @Override
    public NamedParameters state() {
      return optimizer.state();
    }
  }
}
