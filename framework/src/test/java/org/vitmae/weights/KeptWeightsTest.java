package org.vitmae.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.SafetensorsWriter;

class KeptWeightsTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeCheckpoint() throws IOException {
    Files.copy(Golden.path("mae_tiny/weights.safetensors"), folder.resolve(Checkpoint.MODEL));
    Files.writeString(folder.resolve("state.json"), "{}");
  }

  /** Averages a tensor of numbers that are all 0.5. */
  private void average(String name, long... shape) throws IOException {
    float[] halves = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    Arrays.fill(halves, 0.5f);
    new SafetensorsWriter()
        .floats(name, shape, () -> halves)
        .write(folder.resolve(Checkpoint.AVERAGE));
  }

  private byte[] bytes(Path path, String name) {
    try (ModelWeights weights = WeightsReader.open(path)) {
      return Bytes.of(weights.tensors(), name);
    }
  }

  @Test
  void averagedWeightsStandInForTrainedOnes() throws IOException {
    byte[] positions = bytes(folder, "pos_embed");
    average("cls_token", 1, 1, 48);

    byte[] halves = new byte[4 * 48];
    for (int i = 3; i < halves.length; i += 4) {
      halves[i] = 0x3f; // 0.5 is 3f000000
    }
    assertThat(bytes(folder, "cls_token")).isEqualTo(halves);
    assertThat(bytes(folder, "pos_embed")).as("not averaged").isEqualTo(positions);
    try (ModelWeights weights = WeightsReader.open(folder)) {
      assertThat(weights.format()).startsWith("checkpoint of vitmae, averaged weights, names of");
      assertThat(weights.tensors().files())
          .containsExactly(folder.resolve(Checkpoint.MODEL), folder.resolve(Checkpoint.AVERAGE));
    }
  }

  @Test
  void averagedWeightsAreExported() throws IOException {
    average("cls_token", 1, 1, 48);
    byte[] averaged = bytes(folder, "cls_token");
    Path out = folder.resolveSibling(folder.getFileName() + "-out");
    try (ModelWeights weights = WeightsReader.open(folder)) {
      WeightsExport.write(weights, ModelFacts.NONE, WeightsExport.Layout.REFERENCE, false, out);
    }

    assertThat(bytes(out, "cls_token"))
        .isEqualTo(averaged)
        .isNotEqualTo(bytes(Golden.path("mae_tiny/weights.safetensors"), "cls_token"));
  }

  @Test
  void withoutAnAverageTheTrainedWeightsCount() {
    try (ModelWeights weights = WeightsReader.open(folder)) {
      assertThat(weights.format()).doesNotContain("averaged");
      assertThat(weights.shape().decoder()).isNotEqualTo(Optional.empty());
    }
  }

  @Test
  void anAverageOfAnotherModelIsRefused() throws IOException {
    average("cls_token", 1, 1, 40);

    assertThatThrownBy(() -> WeightsReader.open(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll("ema.safetensors", "'cls_token'", "model.safetensors");
  }
}
