package org.vitmae.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Tensors;

class WeightsTest {
  @Test
  void valuesAreAFunctionOfSeedAndNameAlone() {
    try (NamedParameters first = new NamedParameters();
        NamedParameters second = new NamedParameters();
        NamedParameters third = new NamedParameters()) {
      new Weights(first, Device.CPU, 3).normal("a", 1, 5);
      new Weights(first, Device.CPU, 3).child("b").uniform("c", 1, 5);
      new Weights(second, Device.CPU, 3).child("b").uniform("c", 1, 5);
      new Weights(second, Device.CPU, 3).normal("a", 1, 5);
      new Weights(third, Device.CPU, 4).normal("a", 1, 5);

      assertThat(values(second, "a")).isEqualTo(values(first, "a"));
      assertThat(values(second, "b.c")).isEqualTo(values(first, "b.c"));
      assertThat(values(third, "a")).isNotEqualTo(values(first, "a"));
    }
  }

  @Test
  void theEncoderStartsTheSameWithAndWithoutADecoder() {
    try (TinyMae mae = TinyMae.of(TinyMae.config(), TinyMae.GRID, 7);
        NamedParameters bare = new NamedParameters()) {
      new VisionTransformer(new Weights(bare, Device.CPU, 7), TinyMae.config(), TinyMae.GRID);

      assertThat(mae.parameters().names()).containsAll(bare.names());
      for (String name : bare.names()) {
        assertThat(values(bare, name)).as(name).isEqualTo(values(mae.parameters(), name));
      }
    }
  }

  @Test
  void differentNamesGetDifferentValues() {
    try (TinyMae mae = TinyMae.of(TinyMae.config(), TinyMae.GRID, 7)) {
      assertThat(values(mae.parameters(), "blocks.0.mlp.fc1.weight"))
          .isNotEqualTo(values(mae.parameters(), "blocks.1.mlp.fc1.weight"));
    }
  }

  @Test
  void closingAModelFreesItsTensors() {
    Tensor weight;
    try (TinyMae mae = TinyMae.of(TinyMae.config(), TinyMae.GRID, 7)) {
      weight = mae.parameters().get("decoder_pred.weight");
      assertThat(weight.isNull()).isFalse();
    }
    assertThat(weight.isNull()).isTrue();
  }

  private static float[] values(NamedParameters parameters, String name) {
    return Tensors.toFloats(parameters.get(name));
  }
}
