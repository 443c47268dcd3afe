package org.vitmae.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.optim.LearningRateSchedule;
import org.vitmae.tensor.Precision;

/**
 * A recorded training run ({@code adamw}), made again from recorded weights, batches and masks.
 *
 * @param name which of the fixture's runs
 */
public record RecordedTraining(
    Fixture fixture, String name, JsonNode log, Precision precision, Comparisons comparisons) {
  /** The recorded runs: one plain, one that clips gradients and accumulates two batches. */
  public static final List<String> RUNS = List.of("plain", "clip_accum2");

  /** Reads what was logged. */
  public static RecordedTraining of(
      Fixture fixture, String name, Precision precision, Comparisons comparisons)
      throws IOException {
    return new RecordedTraining(
        fixture, name, fixture.json("log_" + name + ".json"), precision, comparisons);
  }

  /** Trains from the first step on. */
  public void replay(Replay.Factory engine) throws IOException {
    replayFrom(0, engine);
  }

  /**
   * Trains from a later step on.
   *
   * @param engine makes a model in the state of that step
   */
  void replayFrom(int firstStep, Replay.Factory engine) throws IOException {
    JsonNode config = log.get("config");
    Fixture start = new Fixture(fixture.folder().resolveSibling("mae_tiny"));
    try (RecordedBatches batches = new RecordedBatches(fixture.tensors("batches"), config);
        Replay replay = engine.of(start, batches)) {
      compare(firstStep, replay, config);
    }
  }

  private void compare(int firstStep, Replay replay, JsonNode config) {
    int stepsPerEpoch = config.get("steps_per_epoch").asInt();
    int accumulation = config.get("accum_iter").asInt();
    LearningRateSchedule schedule = RecordedSchedule.of(config);
    List<Double> norms = new ArrayList<>();
    double learningRates = 0;
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
          "%s.lr[%d]".formatted(name, step), lr, log.get("lr").get(step).asDouble(), Limit.DOUBLE);
      double loss = replay.update(step, accumulation, lr);
      norms.add(replay.gradientNorm());
      learningRates += lr;
      double wantLoss = 0;
      for (int i = 0; i < accumulation; i++) {
        wantLoss += log.get("loss").get(step + i).asDouble() / accumulation;
      }
      comparisons.number(
          "%s.loss[%d]".formatted(name, step), loss, wantLoss, Limit.loss(precision));
    }
    norms(norms);
    weights(replay, learningRates);
  }

  private void norms(List<Double> norms) {
    int firstNorm = log.get("grad_norm").size() - norms.size();
    for (int i = 0; i < norms.size(); i++) {
      comparisons.number(
          "%s.grad_norm[%d]".formatted(name, i),
          norms.get(i),
          log.get("grad_norm").get(firstNorm + i).asDouble(),
          precision == Precision.FP32 ? new Limit(0, 1e-4) : new Limit(0, 1e-1));
    }
  }

  private void weights(Replay replay, double learningRates) {
    try (Safetensors want = fixture.tensors("final_weights_" + name)) {
      for (String parameter : want.names()) {
        // The gradient of a key's bias is zero but for rounding, which Adam turns into steps of
        // the learning rate; the same holds for every small gradient in bfloat16.
        boolean noise = parameter.endsWith("attn.qkv.bias") || precision == Precision.BF16;
        comparisons.tensor(
            name + ".final." + parameter,
            replay.parameter(parameter),
            want.floats(parameter),
            noise ? new Limit(learningRates, 0) : new Limit(2e-5, 0));
      }
      if (precision == Precision.FP32) {
        queryAndValueBiases(replay, want);
      }
    }
  }

  private void queryAndValueBiases(Replay replay, Safetensors want) {
    for (String parameter : want.names()) {
      if (parameter.endsWith("attn.qkv.bias")) {
        comparisons.tensor(
            name + ".final." + parameter + "[q,v]",
            withoutKeys(replay.parameter(parameter)),
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
}
