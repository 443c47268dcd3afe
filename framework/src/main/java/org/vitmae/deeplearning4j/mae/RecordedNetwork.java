package org.vitmae.deeplearning4j.mae;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.vitmae.config.ModelConfig;
import org.vitmae.masking.Mask;
import org.vitmae.model.InitialValues;
import org.vitmae.model.PatchGrid;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.RecordedModel;

/** The masked autoencoder of a {@code mae_tiny} fixture, with its recorded weights. */
record RecordedNetwork(
    MaeNetwork network,
    Parameters weights,
    InitialParameters initial,
    ModelConfig config,
    PatchGrid grid)
    implements AutoCloseable {
  /** Builds the model from {@code config.json} and {@code weights.safetensors}. */
  static RecordedNetwork load(Fixture fixture, boolean normPixLoss) throws IOException {
    JsonNode json = fixture.json("config.json");
    ModelConfig config = RecordedModel.config(json, normPixLoss);
    PatchGrid grid = RecordedModel.grid(json);
    InitialParameters initial = new InitialParameters(new InitialValues(0));
    MaeNetwork network = new MaeNetwork(initial, config, grid);
    Parameters weights = Parameters.of(initial, DataType.FLOAT);
    weights.load(fixture.folder().resolve("weights.safetensors"));
    return new RecordedNetwork(network, weights, initial, config, grid);
  }

  /**
   * Returns what the network's graph reads of a batch.
   *
   * @param images normalized, [N, C, H, W]
   */
  Function<String, float[]> inputs(float[] images, Mask mask) {
    MaskedPixels pixels = new MaskedPixels(images, mask, grid);
    return name -> network.input(name, pixels, weights);
  }

  @Override
  public void close() {
    weights.close();
  }
}
