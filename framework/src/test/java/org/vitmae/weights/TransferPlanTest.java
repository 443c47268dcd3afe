package org.vitmae.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.DType;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.checkpoint.SafetensorsWriter;

class TransferPlanTest {
  @TempDir private Path folder;

  @Test
  void wholeNumbersAreNoWeights() throws IOException {
    try (ModelWeights weights = WeightsReader.open(withWholeNumbers("norm.bias"))) {
      Map<String, List<Long>> model = new LinkedHashMap<>();
      for (String name : weights.tensors().names()) {
        model.put(name, weights.tensors().type(name).shape());
      }

      assertThatThrownBy(() -> weights.planFor(model, name -> true))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("'norm.bias' has type I32, expected a floating-point type.");
    }
  }

  /** Returns recorded weights one of whose tensors has the same number of integers instead. */
  private Path withWholeNumbers(String whole) throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (Safetensors golden = Safetensors.open(Golden.path("mae_tiny/weights.safetensors"))) {
      SafetensorsWriter writer = new SafetensorsWriter();
      for (String name : golden.names()) {
        if (name.equals(whole)) {
          int bytes = 4 * golden.floats(name).length;
          writer.add(
              name, DType.I32, golden.shape(name), out -> out.write(ByteBuffer.allocate(bytes)));
        } else {
          writer.floats(name, golden.shape(name), () -> golden.floats(name));
        }
      }
      writer.write(file);
    }
    return file;
  }
}
