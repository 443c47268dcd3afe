package org.vitmae.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.checkpoint.SafetensorsWriter;

class WeightsReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hf",
        "hf/model.safetensors",
        "mae_tiny/weights.safetensors",
        "pth/checkpoint_zip.pth",
        "pth/checkpoint_legacy.pth",
        "pth/checkpoint_resume.pth"
      })
  void everyFormatShowsTheSameModel(String name) {
    try (ModelWeights weights = WeightsReader.open(Golden.path(name))) {
      assertThat(weights.shape())
          .isEqualTo(
              new ModelShape(8, 3, 16, 48, 3, 192, Optional.of(new ModelShape.Stack(32, 2, 128))));
      assertThat(weights.tensors().type("blocks.1.attn.qkv.weight").shape())
          .containsExactly(144L, 48L);
    }
  }

  @Test
  void anEncoderAloneHasNoDecoder() {
    try (ModelWeights weights = WeightsReader.open(Golden.path("pth/encoder_only.pth"))) {
      assertThat(weights.shape().decoder()).isEmpty();
      assertThat(weights.format()).contains("PyTorch file (zip)", "MAE reference");
    }
  }

  @Test
  void whatTheSourceSaysIsKnown() {
    try (ModelWeights hf = WeightsReader.open(Golden.path("hf"));
        ModelWeights pth = WeightsReader.open(Golden.path("pth/checkpoint_zip.pth"))) {
      assertThat(hf.facts())
          .isEqualTo(
              new ModelFacts(
                  Optional.of(3),
                  Optional.of(4),
                  Optional.of(1e-6),
                  Optional.of(false),
                  Optional.of(0.75),
                  Optional.of(new ModelFacts.ImageSize(32, 32))));
      assertThat(pth.facts().normPixLoss()).hasValue(true);
      assertThat(pth.facts().layerNormEps()).hasValue(1e-6);
      assertThat(pth.facts().numHeads()).isEmpty();
    }
  }

  @Test
  void theFormatIsSeenWhateverTheFileIsCalled() throws IOException {
    Path renamed = folder.resolve("weights.dat");
    Files.copy(Golden.path("pth/checkpoint_zip.pth"), renamed);

    try (ModelWeights weights = WeightsReader.open(renamed)) {
      assertThat(weights.format()).startsWith("PyTorch file");
    }
  }

  @Test
  void shardsAreReadAsOneModel() throws IOException {
    Map<String, String> index = new LinkedHashMap<>();
    try (StateDict whole = WeightsReader.tensors(Golden.path("hf/model.safetensors"))) {
      SafetensorsWriter[] shards = {new SafetensorsWriter(), new SafetensorsWriter()};
      int number = 0;
      for (String name : whole.names()) {
        long[] shape = whole.type(name).shape().stream().mapToLong(Long::longValue).toArray();
        shards[number % 2].add(
            name, whole.type(name).dtype(), shape, out -> whole.copy(name, out::write));
        index.put(name, "shard-%d.safetensors".formatted(number++ % 2));
      }
      shards[0].write(folder.resolve("shard-0.safetensors"));
      shards[1].write(folder.resolve("shard-1.safetensors"));
      JSON.writeValue(
          folder.resolve("model.safetensors.index.json").toFile(), Map.of("weight_map", index));

      try (ModelWeights sharded = WeightsReader.open(folder);
          ModelWeights hf = WeightsReader.open(Golden.path("hf"))) {
        Bytes.assertSame(sharded.tensors(), hf.tensors());
      }
    }
  }

  /** Names as transformers 5.18 gives them to a ViTMAE that it has read from the golden folder. */
  @ParameterizedTest
  @CsvSource({
    // save_pretrained
    "vit.encoder.layer.0.output.dense.bias, decoder.decoder_encoder.layer.1.attention.attention.key.bias",
    // torch.save(model.state_dict()), or save_pretrained with save_original_format=False
    "vit.layers.0.mlp.fc2.bias, decoder.decoder_layers.1.attention.k_proj.bias"
  })
  void namesOfTransformers5AreRead(String inEncoder, String inDecoder) throws IOException {
    boolean inMemory = inEncoder.startsWith("vit.layers.");
    Path file = folder.resolve("five.safetensors");
    try (Safetensors hf = Safetensors.open(Golden.path("hf/model.safetensors"))) {
      SafetensorsWriter writer = new SafetensorsWriter();
      for (String name : hf.names()) {
        writer.floats(
            inMemory ? inMemory5(name) : saved5(name), hf.shape(name), () -> hf.floats(name));
      }
      writer.write(file);
    }

    try (ModelWeights five = WeightsReader.open(file);
        StateDict raw = WeightsReader.tensors(file);
        ModelWeights hf = WeightsReader.open(Golden.path("hf"))) {
      assertThat(raw.names()).contains(inEncoder, inDecoder);
      Bytes.assertSame(five.tensors(), hf.tensors());
    }
  }

  private static String saved5(String name) {
    return name.replace("decoder_layers.", "decoder_encoder.layer.");
  }

  private static String inMemory5(String name) {
    return name.replace("encoder.layer.", "layers.")
        .replace("attention.attention.query", "attention.q_proj")
        .replace("attention.attention.key", "attention.k_proj")
        .replace("attention.attention.value", "attention.v_proj")
        .replace("attention.output.dense", "attention.o_proj")
        .replace("intermediate.dense", "mlp.fc1")
        .replace("output.dense", "mlp.fc2");
  }

  @Test
  void anIndexThatPointsElsewhereIsRefused() throws IOException {
    JSON.writeValue(
        folder.resolve("model.safetensors.index.json").toFile(),
        Map.of("weight_map", Map.of("x", "../../secret")));

    assertThatThrownBy(() -> WeightsReader.open(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll("'x'", "'../../secret'");
  }

  @Test
  void aMissingPartOfQueryKeyAndValueIsNamed() throws IOException {
    String lost = "vit.encoder.layer.0.attention.attention.key.weight";
    Path file = without(lost);

    try (ModelWeights weights = WeightsReader.open(file)) {
      assertThatThrownBy(() -> weights.tensors().type("blocks.0.attn.qkv.weight"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(lost);
    }
  }

  private Path without(String lost) throws IOException {
    Path file = folder.resolve("part.safetensors");
    try (Safetensors hf = Safetensors.open(Golden.path("hf/model.safetensors"))) {
      SafetensorsWriter writer = new SafetensorsWriter();
      hf.names().stream()
          .filter(name -> !name.equals(lost))
          .forEach(name -> writer.floats(name, hf.shape(name), () -> hf.floats(name)));
      writer.write(file);
    }
    return file;
  }

  @Test
  void aConfigThatAsksForAnotherActivationIsRefused() throws IOException {
    Files.copy(Golden.path("hf/model.safetensors"), folder.resolve("model.safetensors"));
    Files.writeString(
        folder.resolve("config.json"), "{\"model_type\": \"vit\", \"hidden_act\": \"relu\"}");

    assertThatThrownBy(() -> WeightsReader.open(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll("hidden_act", "relu", "gelu");
  }

  @Test
  void aConfigWithoutEpsMeansTheLibrarysDefault() throws IOException {
    Files.copy(Golden.path("hf/model.safetensors"), folder.resolve("model.safetensors"));
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"vit_mae\"}");

    try (ModelWeights weights = WeightsReader.open(folder)) {
      assertThat(weights.facts().layerNormEps()).hasValue(1e-12);
    }
  }

  @Test
  void overlappingTensorsAreRefused() throws IOException {
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}";
    Path file = folder.resolve("model.safetensors");
    java.nio.ByteBuffer bytes =
        java.nio.ByteBuffer.allocate(8 + header.length() + 12)
            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length())
            .put(header.getBytes(StandardCharsets.US_ASCII));
    Files.write(file, bytes.array());

    assertThatThrownBy(() -> WeightsReader.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("overlap");
  }

  @Test
  void whatIsNoWeightsAtAllIsRefused() throws IOException {
    Path page = Files.writeString(folder.resolve("model.pth"), "<html>Not Found</html>");

    assertThatThrownBy(() -> WeightsReader.open(page))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("error page");
    assertThatThrownBy(() -> WeightsReader.open(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("model.safetensors");
    assertThatThrownBy(() -> WeightsReader.open(folder.resolve("absent")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("absent");
  }
}
