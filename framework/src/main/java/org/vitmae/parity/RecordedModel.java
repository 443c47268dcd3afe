package org.vitmae.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.vitmae.config.ModelConfig;
import org.vitmae.model.MaskedAutoencoder;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.Weights;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.train.ParameterFiles;

/** The masked autoencoder of a {@code mae_tiny} fixture, with its recorded weights. */
public record RecordedModel(
    NamedParameters parameters, MaskedAutoencoder model, ModelConfig config, PatchGrid grid)
    implements AutoCloseable {
  /** Builds the model from {@code config.json} and {@code weights.safetensors}. */
  public static RecordedModel load(Fixture fixture, boolean normPixLoss, Device device)
      throws IOException {
    JsonNode json = fixture.json("config.json");
    ModelConfig config = config(json, normPixLoss);
    PatchGrid grid = grid(json);
    NamedParameters parameters = new NamedParameters();
    MaskedAutoencoder model =
        new MaskedAutoencoder(new Weights(parameters, device, 0), config, grid);
    ParameterFiles.load(fixture.folder().resolve("weights.safetensors"), parameters);
    return new RecordedModel(parameters, model, config, grid);
  }

  /** Reads the model's shape. */
  public static ModelConfig config(JsonNode json, boolean normPixLoss) {
    return new ModelConfig(
        json.get("patch_size").asInt(),
        json.get("embed_dim").asInt(),
        json.get("depth").asInt(),
        json.get("num_heads").asInt(),
        json.get("mlp_ratio").asDouble(),
        json.get("decoder_embed_dim").asInt(),
        json.get("decoder_depth").asInt(),
        json.get("decoder_num_heads").asInt(),
        normPixLoss,
        ModelConfig.Loss.L2,
        false,
        false,
        ModelConfig.REFERENCE_EPS);
  }

  /** Reads how images are cut. */
  public static PatchGrid grid(JsonNode json) {
    int patch = json.get("patch_size").asInt();
    JsonNode size = json.get("img_size");
    int height = size.isArray() ? size.get(0).asInt() : size.asInt();
    int width = size.isArray() ? size.get(1).asInt() : size.asInt();
    return new PatchGrid(height / patch, width / patch, patch, json.get("in_chans").asInt());
  }

  @Override
  public void close() {
    parameters.close();
  }
}
