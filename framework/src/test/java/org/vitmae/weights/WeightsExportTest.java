package org.vitmae.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.checkpoint.SafetensorsWriter;
import org.vitmae.config.ModelConfig;
import org.vitmae.model.TinyMae;
import org.vitmae.train.ParameterFiles;
import org.vitmae.weights.WeightsExport.Layout;

class WeightsExportTest {
  private static final ModelFacts FACTS =
      new ModelFacts(
          Optional.of(3),
          Optional.of(4),
          Optional.of(1e-6),
          Optional.of(false),
          Optional.empty(),
          Optional.empty());

  @TempDir private Path folder;

  @Test
  void huggingFaceFilesAreThoseOfTheLibrary() throws IOException {
    Path out = folder.resolve("hf");
    try (ModelWeights weights = WeightsReader.open(Golden.path("mae_tiny/weights.safetensors"))) {
      assertThat(WeightsExport.write(weights, FACTS, Layout.HUGGINGFACE, false, out)).isEmpty();
    }

    try (StateDict got = WeightsReader.tensors(out.resolve("model.safetensors"));
        StateDict want = WeightsReader.tensors(Golden.path("hf/model.safetensors"))) {
      Bytes.assertSame(got, want);
    }
    JsonNode got = new ObjectMapper().readTree(out.resolve("config.json").toFile());
    JsonNode want = new ObjectMapper().readTree(Golden.path("hf/config.json").toFile());
    want.properties().stream()
        .filter(entry -> !entry.getKey().equals("transformers_version"))
        .forEach(entry -> assertThat(got.get(entry.getKey())).isEqualTo(entry.getValue()));
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void aRoundTripChangesNoBit(Layout layout) {
    for (String name : List.of("hf", "pth/checkpoint_fp16_zip.pth", "pth/encoder_only.pth")) {
      Path out = folder.resolve(name.replace('/', '-'));
      try (ModelWeights before = WeightsReader.open(Golden.path(name))) {
        WeightsExport.write(before, FACTS, layout, false, out);
        try (ModelWeights after = WeightsReader.open(out)) {
          Bytes.assertSame(after.tensors(), before.tensors());
        }
      }
    }
  }

  @Test
  void anEncoderAloneIsAViTModelWithoutPrefix() throws IOException {
    Path out = folder.resolve("vit");
    try (ModelWeights weights = WeightsReader.open(Golden.path("hf"))) {
      WeightsExport.write(weights, weights.facts(), Layout.HUGGINGFACE, true, out);
    }

    assertThat(Files.readString(out.resolve("config.json")))
        .contains("\"ViTModel\"", "\"vit\"")
        .doesNotContain("decoder");
    try (StateDict got = WeightsReader.tensors(out.resolve("model.safetensors"))) {
      assertThat(got.names())
          .contains("embeddings.cls_token", "encoder.layer.2.output.dense.bias", "layernorm.bias")
          .noneMatch(name -> name.startsWith("decoder") || name.startsWith("vit."));
    }
  }

  /** Returns a file with the golden weights and a head. */
  private Path withHead() throws IOException {
    Path file = folder.resolve("more.safetensors");
    try (Safetensors golden = Safetensors.open(Golden.path("mae_tiny/weights.safetensors"))) {
      SafetensorsWriter writer = new SafetensorsWriter();
      golden.names().forEach(n -> writer.floats(n, golden.shape(n), () -> golden.floats(n)));
      writer.floats("head.weight", new long[] {1}, () -> new float[1]).write(file);
    }
    return file;
  }

  @Test
  void tensorsThatTheLayoutHasNoPlaceForAreNamed() throws IOException {
    Path out = folder.resolve("out");
    try (ModelWeights weights = WeightsReader.open(withHead())) {
      assertThat(WeightsExport.write(weights, FACTS, Layout.HUGGINGFACE, false, out))
          .containsExactly("head.weight");
    }
    try (StateDict written = WeightsReader.tensors(out.resolve("model.safetensors"))) {
      assertThat(written.names()).isNotEmpty().noneMatch(name -> name.contains("head"));
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void anEncoderAloneHasNoHead(Layout layout) throws IOException {
    Path out = folder.resolve("out");
    try (ModelWeights weights = WeightsReader.open(withHead())) {
      assertThat(WeightsExport.write(weights, FACTS, layout, true, out)).isEmpty();
    }
    try (ModelWeights written = WeightsReader.open(out)) {
      assertThat(written.tensors().names())
          .contains("cls_token", "pos_embed", "patch_embed.proj.bias", "norm.weight")
          .contains("blocks.2.mlp.fc2.weight")
          .noneMatch(name -> name.contains("head") || name.contains("decoder"));
    }
  }

  @Test
  void anExportThatFailsLeavesNothing() throws IOException {
    Path oblong = folder.resolve("oblong.safetensors");
    ModelConfig config = TinyMae.config(2, 2, true, ModelConfig.Loss.L2);
    try (TinyMae model = TinyMae.of(config, TinyMae.GRID, 1)) {
      ParameterFiles.save(model.parameters(), oblong);
    }
    try (ModelWeights weights = WeightsReader.open(oblong)) {
      assertThatThrownBy(
              () ->
                  WeightsExport.write(
                      weights, FACTS, Layout.HUGGINGFACE, false, folder.resolve("out")))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("positions for 12 patches");
    }
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(oblong));
  }

  @Test
  void whatAKilledExportLeftIsNotPublished() throws IOException {
    Path stale = Files.createDirectories(folder.resolve(".writing-out"));
    Files.writeString(stale.resolve("config.json"), "{}");
    try (ModelWeights weights = WeightsReader.open(Golden.path("hf"))) {
      WeightsExport.write(weights, FACTS, Layout.REFERENCE, false, folder.resolve("out"));
    }
    assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/model.safetensors");
    assertThat(folder.resolve("out/config.json")).doesNotExist();
  }

  @Test
  void whatExistsIsNotOverwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("precious"), "mine");
    try (ModelWeights weights = WeightsReader.open(Golden.path("hf"))) {
      assertThatThrownBy(() -> WeightsExport.write(weights, FACTS, Layout.REFERENCE, false, file))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContainingAll(file.toString(), "exists already");
    }
    assertThat(file).hasContent("mine");
  }
}
