package org.vitmae.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.SafetensorsWriter;
import org.vitmae.weights.TensorOrigin.Action;

/** Classifiers as timm names them: an encoder, a norm and a head, no decoder. */
class TimmLayoutTest {
  private static final int WIDTH = 8;
  private static final List<Long> TABLE = List.of(1L, 5L, 8L);

  @TempDir private Path folder;

  private Path classifier(String norm, int positions) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    add(writer, "cls_token", 1, 1, WIDTH);
    add(writer, "pos_embed", 1, positions, WIDTH);
    layer(writer, "patch_embed.proj", WIDTH, 3, 4, 4);
    layer(writer, "blocks.0.norm1", WIDTH);
    layer(writer, "blocks.0.attn.qkv", 3 * WIDTH, WIDTH);
    layer(writer, "blocks.0.attn.proj", WIDTH, WIDTH);
    layer(writer, "blocks.0.norm2", WIDTH);
    layer(writer, "blocks.0.mlp.fc1", 2 * WIDTH, WIDTH);
    layer(writer, "blocks.0.mlp.fc2", WIDTH, 2 * WIDTH);
    layer(writer, norm, WIDTH);
    layer(writer, "head", 10, WIDTH);
    Path file = folder.resolve("timm.safetensors");
    writer.write(file);
    return file;
  }

  private static void layer(SafetensorsWriter writer, String name, int... shape) {
    add(writer, name + ".weight", shape);
    add(writer, name + ".bias", shape[0]);
  }

  private static void add(SafetensorsWriter writer, String name, int... shape) {
    long[] sizes = new long[shape.length];
    int elements = 1;
    for (int i = 0; i < shape.length; i++) {
      sizes[i] = shape[i];
      elements *= shape[i];
    }
    float[] values = new float[elements];
    writer.floats(name, sizes, () -> values);
  }

  /** The encoder of a model of ours, with names and shapes as in the file. */
  private static Map<String, List<Long>> encoder(ModelWeights weights) {
    Map<String, List<Long>> model =
        weights.tensors().names().stream()
            .filter(name -> !name.matches("(head|norm|fc_norm)\\..*"))
            .collect(Collectors.toMap(name -> name, name -> weights.tensors().type(name).shape()));
    model.put("pos_embed", TABLE);
    return model;
  }

  @ParameterizedTest
  @ValueSource(strings = {"norm", "fc_norm"})
  void theEncoderIsUsedAndHeadAndNormAreLeft(String norm) throws IOException {
    try (ModelWeights weights = WeightsReader.open(classifier(norm, 5))) {
      assertThat(weights.format())
          .isEqualTo("safetensors file, names of the MAE reference and timm");
      assertThat(weights.shape().decoder()).isEmpty();
      assertThat(weights.grid()).isEqualTo(new ModelWeights.Grid(2, 2));
      List<TensorOrigin> origins = weights.planFor(encoder(weights), name -> true);

      assertThat(origins)
          .filteredOn(origin -> origin.action() == Action.IGNORED)
          .extracting(TensorOrigin::tensor)
          .containsExactlyInAnyOrder(norm + ".weight", norm + ".bias", "head.weight", "head.bias");
      assertThat(origins)
          .filteredOn(origin -> origin.action() != Action.IGNORED)
          .hasSize(16)
          .extracting(TensorOrigin::action)
          .containsOnly(Action.USED);
    }
  }

  @Test
  void positionsWithoutOneForTheClassTokenAreRefusedWithWhatToDo() throws IOException {
    try (ModelWeights weights = WeightsReader.open(classifier("norm", 4))) {
      assertThatThrownBy(weights::grid)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContainingAll("2 x 2 patches", "none for the class token", "row of zeros");
    }
  }
}
