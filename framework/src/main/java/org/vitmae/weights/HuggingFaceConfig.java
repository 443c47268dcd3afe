package org.vitmae.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.vitmae.checkpoint.CheckpointException;

/** Reads and writes the {@code config.json} of Hugging Face's ViTMAE and ViT. */
final class HuggingFaceConfig {
  static final String NAME = "config.json";

  /** What that library takes where the file gives none. */
  private static final double DEFAULT_EPS = 1e-12;

  private static final ObjectMapper JSON = new ObjectMapper();

  private HuggingFaceConfig() {}

  /**
   * Reads what the file says.
   *
   * @throws CheckpointException if it describes a model that computes otherwise than ours
   */
  static ModelFacts read(Path file) {
    JsonNode json = JsonFile.read(file);
    String type = json.path("model_type").asText();
    if (!type.equals("vit_mae") && !type.equals("vit")) {
      throw unfit(file, "model_type", type, "vit_mae or vit");
    }
    String activation = json.path("hidden_act").asText("gelu");
    if (!activation.equals("gelu")) {
      throw unfit(file, "hidden_act", activation, "gelu");
    }
    return new ModelFacts(
        integer(json, "num_attention_heads"),
        integer(json, "decoder_num_attention_heads"),
        Optional.of(json.path("layer_norm_eps").asDouble(DEFAULT_EPS)),
        json.has("norm_pix_loss")
            ? Optional.of(json.get("norm_pix_loss").asBoolean())
            : Optional.empty(),
        json.has("mask_ratio") ? Optional.of(json.get("mask_ratio").asDouble()) : Optional.empty(),
        image(json.path("image_size")));
  }

  private static Optional<ModelFacts.ImageSize> image(JsonNode size) {
    if (size.isArray() && size.size() == 2) {
      return Optional.of(new ModelFacts.ImageSize(size.get(0).asInt(), size.get(1).asInt()));
    }
    return size.canConvertToInt()
        ? Optional.of(new ModelFacts.ImageSize(size.asInt(), size.asInt()))
        : Optional.empty();
  }

  private static Optional<Integer> integer(JsonNode json, String key) {
    return json.path(key).canConvertToInt() ? Optional.of(json.get(key).asInt()) : Optional.empty();
  }

  private static CheckpointException unfit(Path file, String key, String found, String expected) {
    return new CheckpointException(
        "%s has %s '%s', expected %s; this model cannot be computed here."
            .formatted(file, key, found, expected));
  }

  /**
   * Writes the file that {@code ViTMAEForPreTraining} or, without decoder, {@code ViTModel} reads.
   *
   * @param facts heads and eps must be known
   */
  static void write(Path file, ModelShape shape, ModelFacts facts, ModelFacts.ImageSize image)
      throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.putArray("architectures")
        .add(shape.decoder().isPresent() ? "ViTMAEForPreTraining" : "ViTModel");
    json.put("model_type", shape.decoder().isPresent() ? "vit_mae" : "vit")
        .put("attention_probs_dropout_prob", 0.0)
        .put("hidden_act", "gelu")
        .put("hidden_dropout_prob", 0.0)
        .put("hidden_size", shape.embedDim());
    if (image.height() == image.width()) {
      json.put("image_size", image.height());
    } else {
      json.putArray("image_size").add(image.height()).add(image.width());
    }
    json.put("initializer_range", 0.02)
        .put("intermediate_size", shape.mlpDim())
        .put("layer_norm_eps", facts.layerNormEps().orElseThrow())
        .put("num_attention_heads", facts.numHeads().orElseThrow())
        .put("num_channels", shape.channels())
        .put("num_hidden_layers", shape.depth())
        .put("patch_size", shape.patchSize())
        .put("qkv_bias", true);
    shape.decoder().ifPresent(decoder -> addDecoder(json, decoder, facts));
    json.put("torch_dtype", "float32");
    Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
  }

  private static void addDecoder(ObjectNode json, ModelShape.Stack decoder, ModelFacts facts) {
    json.put("decoder_hidden_size", decoder.width())
        .put("decoder_intermediate_size", decoder.mlpDim())
        .put("decoder_num_attention_heads", facts.decoderNumHeads().orElseThrow())
        .put("decoder_num_hidden_layers", decoder.depth())
        .put("mask_ratio", facts.maskRatio().orElse(0.75));
    facts.normPixLoss().ifPresent(value -> json.put("norm_pix_loss", value));
  }
}
