package org.vitmae.classification;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.model.DropPath;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Limit;
import org.vitmae.parity.ParitySuite;
import org.vitmae.parity.RecordedModel;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/**
 * Checks the fine-tuned classifier ({@code finetune}): logits, losses, gradients, layer decay and a
 * short training run, for both kinds of pooling; then the linear probe. Encoder weights are those
 * of the {@code mae_tiny} fixture beside it.
 */
public final class FineTuneParity implements ParitySuite {
  @Override
  public String fixture() {
    return "finetune";
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    Fixture fixture = new Fixture(folder);
    JsonNode results = fixture.json("results.json");
    for (JsonNode result : results.get("results")) {
      classifier(new FineTuneCase(fixture, results, result, device, precision, comparisons));
    }
    dropPath(fixture, results, comparisons);
    MixingParity.check(fixture, results, patchSize(fixture), device, comparisons);
    ProbeParity.check(fixture, device, comparisons);
  }

  private static void classifier(FineTuneCase recorded) throws IOException {
    try (Safetensors inputs = recorded.fixture().tensors("inputs")) {
      ClassifierForwardParity.check(recorded, inputs);
      ClassifierGradientParity.check(recorded, inputs);
      if (recorded.meanPooled()) {
        ClassifierTrainingParity.check(recorded, inputs);
      }
    }
  }

  private static int patchSize(Fixture fixture) throws IOException {
    Fixture mae = new Fixture(fixture.folder().resolveSibling("mae_tiny"));
    return RecordedModel.grid(mae.json("config.json")).patchSize();
  }

  private static void dropPath(Fixture fixture, JsonNode results, Comparisons comparisons) {
    JsonNode example = results.get("drop_path_rate_example");
    int depth = example.get("depth").asInt();
    for (int block = 0; block < depth; block++) {
      comparisons.number(
          "drop_path.rate[" + block + "]",
          DropPath.rateOf(block, depth, example.get("drop_path_rate").asDouble()),
          example.get("per_block").get(block).asDouble(),
          new Limit(0, 1e-7));
    }
    try (Safetensors recorded = fixture.tensors("drop_path")) {
      float[] u = recorded.floats("u");
      for (String name : recorded.names()) {
        if (name.startsWith("out_p")) {
          double rate = Integer.parseInt(name.substring("out_p".length())) / 100.0;
          float[] got = recorded.floats("x");
          for (int i = 0; i < got.length; i++) {
            got[i] *= DropPath.scale(rate, u[i / (got.length / u.length)]);
          }
          comparisons.tensor("drop_path." + name, got, recorded.floats(name), new Limit(0, 1e-6));
        }
      }
    }
  }
}
