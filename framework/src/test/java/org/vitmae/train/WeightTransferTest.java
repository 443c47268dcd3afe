package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.ModelConfig.Blocks;
import org.vitmae.model.AttentionLayout;
import org.vitmae.model.Backpropagation;
import org.vitmae.model.MaskedAutoencoder;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.VisionTransformer;
import org.vitmae.model.Weights;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;
import org.vitmae.weights.TensorOrigin;
import org.vitmae.weights.TensorOrigin.Action;

class WeightTransferTest {
  private static final PatchGrid GRID = new PatchGrid(4, 4, 8, 3);
  private static final AttentionLayout WITH_TABLES = new AttentionLayout(2, 1, true);

  @TempDir private Path folder;

  private static ModelConfig config(int width, int heads, double eps) {
    return ModelConfig.of(8, new Blocks(width, 3, heads), new Blocks(32, 2, 4)).withEps(eps);
  }

  private static Path golden(String name) throws URISyntaxException {
    URL url = WeightTransferTest.class.getResource("/golden/" + name);
    return Path.of(Objects.requireNonNull(url, name).toURI());
  }

  private static NamedParameters model(ModelConfig config, PatchGrid grid) {
    NamedParameters parameters = new NamedParameters();
    try (Scope scope = new Scope()) {
      new MaskedAutoencoder(new Weights(parameters, Device.CPU, 5), config, grid);
    }
    return parameters;
  }

  @Test
  void everyTensorIsUsedWhereShapesAgree() throws URISyntaxException {
    ModelConfig config = config(48, 3, 1e-6);
    try (NamedParameters model = model(config, GRID);
        Safetensors want = Safetensors.open(golden("mae_tiny/weights.safetensors"))) {
      List<TensorOrigin> origins =
          WeightTransfer.load(golden("hf"), model, name -> true, config, GRID);

      assertThat(origins).hasSize(want.names().size());
      assertThat(origins).extracting(TensorOrigin::action).containsOnly(Action.USED);
      for (String name : want.names()) {
        assertThat(Tensors.toFloats(model.get(name))).as(name).isEqualTo(want.floats(name));
      }
    }
  }

  @Test
  void positionTablesAreResizedAndTheRestIsListed() throws URISyntaxException {
    ModelConfig config = config(48, 3, 1e-6);
    PatchGrid larger = new PatchGrid(6, 6, 8, 3);
    try (NamedParameters model = model(config, larger);
        Safetensors want = Safetensors.open(golden("finetune/logits_cls.safetensors"))) {
      List<TensorOrigin> origins =
          WeightTransfer.load(
              golden("pth/checkpoint_zip.pth"),
              model,
              name -> !name.startsWith("decoder"),
              config,
              larger);

      Map<String, Action> actions =
          origins.stream()
              .filter(origin -> origin.source().isEmpty() || !origin.target().isEmpty())
              .collect(Collectors.toMap(TensorOrigin::tensor, TensorOrigin::action));
      assertThat(actions)
          .containsEntry("pos_embed", Action.RESIZED)
          .containsEntry("cls_token", Action.USED)
          .containsEntry("decoder_embed.weight", Action.INITIAL);
      assertThat(origins)
          .contains(
              new TensorOrigin(
                  "decoder_embed.weight", Action.IGNORED, List.of(32L, 48L), List.of()));
      assertThat(Tensors.toFloats(model.get("pos_embed")))
          .containsExactly(want.floats("hires_pos_embed"), Offset.offset(1e-5f));
    }
  }

  @Test
  void anEncoderTakesOverAPretrainingWithMaskTokensInIt() throws IOException {
    ModelConfig config = config(48, 3, 1e-6).withMaskTokensInEncoder(true);
    Path file = folder.resolve("pretrained.safetensors");
    try (NamedParameters pretrained = model(config, GRID)) {
      ParameterFiles.save(pretrained, file);
    }
    try (NamedParameters encoder = encoder(config, AttentionLayout.PLAIN)) {
      List<TensorOrigin> origins = WeightTransfer.load(file, encoder, name -> true, config, GRID);

      assertThat(origins)
          .filteredOn(origin -> !origin.target().isEmpty())
          .extracting(TensorOrigin::action)
          .containsOnly(Action.USED);
      assertThat(origins)
          .contains(
              new TensorOrigin(
                  "encoder_mask_token", Action.IGNORED, List.of(1L, 1L, 48L), List.of()));
    }
  }

  @Test
  void tablesOfRelativePositionsStayZeroIfTheWeightsHaveNone() throws URISyntaxException {
    ModelConfig config = config(48, 3, 1e-6);
    try (NamedParameters model = encoder(config, WITH_TABLES)) {
      List<TensorOrigin> origins =
          WeightTransfer.load(
              golden("mae_tiny/weights.safetensors"), model, name -> true, config, GRID);

      assertThat(origins)
          .contains(
              new TensorOrigin(
                  "blocks.2.attn.rel_pos_w", Action.INITIAL, List.of(), List.of(7L, 16L)))
          .filteredOn(origin -> origin.tensor().equals("blocks.2.attn.qkv.weight"))
          .extracting(TensorOrigin::action)
          .containsExactly(Action.USED);
    }
  }

  @Test
  void tablesOfRelativePositionsAreTakenOver() throws IOException {
    ModelConfig config = config(48, 3, 1e-6);
    try (NamedParameters from = encoder(config, WITH_TABLES);
        NamedParameters to = encoder(config, WITH_TABLES)) {
      try (NoGrad noGrad = new NoGrad();
          Scope scope = new Scope()) {
        from.get("blocks.0.attn.rel_pos_h").fill_(new Scalar(3));
      }
      Path file = folder.resolve("model.safetensors");
      ParameterFiles.save(from, file);

      WeightTransfer.load(file, to, name -> true, config, GRID);

      assertThat(Tensors.toFloats(to.get("blocks.0.attn.rel_pos_h"))).containsOnly(3);
      assertThat(Tensors.toFloats(to.get("blocks.0.attn.rel_pos_w"))).containsOnly(0);
    }
  }

  private static NamedParameters encoder(ModelConfig config, AttentionLayout layout) {
    NamedParameters parameters = new NamedParameters();
    try (Scope scope = new Scope()) {
      VisionTransformer.ofPatches(
          new Weights(parameters, Device.CPU, 5), config, GRID, layout, Backpropagation.KEEPING);
    }
    return parameters;
  }

  @Test
  void aShapeThatDiffersIsNamedWithBothShapes() throws URISyntaxException {
    ModelConfig wider = config(60, 3, 1e-6);
    try (NamedParameters model = model(wider, GRID)) {
      assertThatThrownBy(
              () ->
                  WeightTransfer.load(
                      golden("mae_tiny/weights.safetensors"), model, name -> true, wider, GRID))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContainingAll("'cls_token' is [1, 1, 48], expected [1, 1, 60]", "inspect");
    }
  }

  @Test
  void anEncoderAloneCannotStartADecoder() throws URISyntaxException {
    ModelConfig config = config(48, 3, 1e-6);
    try (NamedParameters model = model(config, GRID)) {
      assertThatThrownBy(
              () ->
                  WeightTransfer.load(
                      golden("pth/encoder_only.pth"), model, name -> true, config, GRID))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("'mask_token' [1, 1, 32] is missing");
    }
  }

  @Test
  void headsOfTheDecoderMatterToADecoderOnly() throws URISyntaxException {
    ModelConfig config = ModelConfig.of(8, new Blocks(48, 3, 3), new Blocks(32, 2, 8));
    try (NamedParameters encoder = encoder(config, AttentionLayout.PLAIN);
        NamedParameters model = model(config, GRID)) {
      assertThat(WeightTransfer.load(golden("hf"), encoder, name -> true, config, GRID))
          .isNotEmpty();
      assertThatThrownBy(() -> WeightTransfer.load(golden("hf"), model, name -> true, config, GRID))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("set model.decoder-num-heads=4");
    }
  }

  @Test
  void otherHeadsAndAnotherEpsAreRefusedWithWhatToSet() throws URISyntaxException {
    ModelConfig config = config(48, 4, 1e-12);
    try (NamedParameters model = model(config, GRID)) {
      assertThatThrownBy(() -> WeightTransfer.load(golden("hf"), model, name -> true, config, GRID))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll("set model.num-heads=3", "set model.layer-norm-eps=1.0E-6");
    }
  }
}
