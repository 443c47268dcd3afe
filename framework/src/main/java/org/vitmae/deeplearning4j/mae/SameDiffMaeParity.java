package org.vitmae.deeplearning4j.mae;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.config.Engine;
import org.vitmae.deeplearning4j.Nd4jStart;
import org.vitmae.masking.Mask;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Limit;
import org.vitmae.parity.MaeParity;
import org.vitmae.parity.ParitySuite;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** Checks forward values, losses and gradients on Deeplearning4j ({@code mae_tiny}). */
public final class SameDiffMaeParity implements ParitySuite {
  private static final double DEFAULT_RATIO = 0.75;
  private static final double HALF = 0.5;

  @Override
  public String fixture() {
    return "mae_tiny";
  }

  @Override
  public Engine engine() {
    return Engine.DEEPLEARNING4J;
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    Nd4jStart.beforeTraining();
    new Run(new Fixture(folder), comparisons).all();
  }

  private record Run(Fixture fixture, Comparisons comparisons) {
    void all() throws IOException {
      try (Safetensors inputs = fixture.tensors("inputs")) {
        forward(inputs, "forward", DEFAULT_RATIO);
        forward(inputs, "forward_ratio50", HALF);
        for (JsonNode entry : fixture.json("loss.json")) {
          loss(inputs, entry);
        }
        gradients(inputs);
      }
    }

    private void forward(Safetensors inputs, String file, double ratio) throws IOException {
      try (RecordedNetwork recorded = RecordedNetwork.load(fixture, true);
          Safetensors want = fixture.tensors(file)) {
        Mask mask = MaeParity.mask(inputs, ratio);
        Map<String, float[]> got = shown(recorded, inputs, mask);
        Mask whole = Mask.none(mask.batchSize(), mask.numPatches());
        got.put("patch_embed", shown(recorded, inputs, whole).get("patch_embed"));
        Limit limit = Limit.forward(Precision.FP32);
        for (String name : want.names()) {
          if (got.containsKey(name)) {
            comparisons.tensor(file + "." + name, got.get(name), want.floats(name), limit);
          }
        }
        if (want.names().contains("target_normalised")) {
          comparisons.tensor(
              file + ".target_normalised[removed]",
              new MaskedPixels(inputs.floats("imgs"), mask, recorded.grid()).removed(true),
              ofRemoved(want.floats("target_normalised"), mask),
              limit);
        }
      }
    }

    /** Returns all values that the network shows, by the fixture's names and in its order. */
    private static Map<String, float[]> shown(
        RecordedNetwork recorded, Safetensors inputs, Mask mask) {
      int images = mask.batchSize();
      Graph graph = recorded.network().graph(DataType.FLOAT, images, mask.lenKeep());
      List<String> names = new ArrayList<>(graph.values().keySet());
      Map<String, float[]> shown = new HashMap<>();
      try (BatchPlan plan = new BatchPlan(graph, recorded.weights(), names, false)) {
        plan.run(inputs(recorded, inputs, mask));
        for (String name : names) {
          shown.put(MaeParity.recordedName(name), plan.value(name));
        }
      }
      shown.put("pred", MaeParity.unshuffle(shown.get(MaeNetwork.PREDICTION), mask, 0));
      shown.replaceAll(
          (name, x) -> name.startsWith("dec_block_") ? MaeParity.unshuffle(x, mask, 1) : x);
      return shown;
    }

    /** Returns the rows of the removed patches, in the mask's order, from those of all patches. */
    private static float[] ofRemoved(float[] rows, Mask mask) {
      int removed = mask.numPatches() - mask.lenKeep();
      int width = rows.length / (mask.batchSize() * mask.numPatches());
      float[] chosen = new float[mask.batchSize() * removed * width];
      for (int i = 0; i < mask.idsRestore().length; i++) {
        int place = (int) mask.idsRestore()[i] - mask.lenKeep();
        if (place >= 0) {
          int to = (i / mask.numPatches() * removed + place) * width;
          System.arraycopy(rows, i * width, chosen, to, width);
        }
      }
      return chosen;
    }

    private void loss(Safetensors inputs, JsonNode entry) throws IOException {
      boolean normPixLoss = entry.get("norm_pix_loss").asBoolean();
      double ratio = entry.get("mask_ratio").asDouble();
      Mask mask = MaeParity.mask(inputs, ratio);
      try (RecordedNetwork recorded = RecordedNetwork.load(fixture, normPixLoss);
          BatchPlan plan = plan(recorded, mask, false)) {
        plan.run(inputs(recorded, inputs, mask));
        comparisons.number(
            "loss.%s_ratio%s".formatted(normPixLoss ? "normalised" : "plain", ratio),
            plan.meanLoss(),
            entry.get("loss").asDouble(),
            Limit.loss(Precision.FP32));
      }
    }

    private void gradients(Safetensors inputs) throws IOException {
      Mask mask = MaeParity.mask(inputs, DEFAULT_RATIO);
      try (RecordedNetwork recorded = RecordedNetwork.load(fixture, true);
          BatchPlan plan = plan(recorded, mask, true);
          Safetensors want = fixture.tensors("gradients")) {
        plan.run(inputs(recorded, inputs, mask));
        comparisons.exact(
            "gradients.names",
            new long[] {plan.gradients().size()},
            new long[] {want.names().size()});
        for (String name : want.names()) {
          comparisons.tensor(
              "gradients." + name,
              plan.gradients().get(name).dup('c').data().asFloat(),
              want.floats(name),
              Limit.gradient(Precision.FP32));
        }
      }
    }

    private static BatchPlan plan(RecordedNetwork recorded, Mask mask, boolean withGradients) {
      return new BatchPlan(
          recorded.network().graph(DataType.FLOAT, mask.batchSize(), mask.lenKeep()),
          recorded.weights(),
          List.of(BatchPlan.LOSSES),
          withGradients);
    }

    private static Function<String, float[]> inputs(
        RecordedNetwork recorded, Safetensors inputs, Mask mask) {
      return recorded.inputs(inputs.floats("imgs"), mask);
    }
  }
}
