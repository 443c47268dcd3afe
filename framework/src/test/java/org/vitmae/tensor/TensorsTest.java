package org.vitmae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class TensorsTest {
  @Test
  void floatsComeBackBitForBit() {
    float[] values = {
      0, -0f, 1 / 3f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.NaN, 7
    };
    try (Scope scope = new Scope()) {
      Tensor tensor = Tensors.of(values, Device.CPU, 2, 4);
      assertThat(Tensors.shape(tensor)).containsExactly(2, 4);
      float[] back = Tensors.toFloats(tensor);
      for (int i = 0; i < values.length; i++) {
        assertThat(Float.floatToRawIntBits(back[i])).isEqualTo(Float.floatToRawIntBits(values[i]));
      }
    }
  }

  @Test
  void wholeNumbersComeBack() {
    long[] values = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE};
    try (Scope scope = new Scope()) {
      assertThat(Tensors.toLongs(Tensors.of(values, Device.CPU, 4))).isEqualTo(values);
    }
  }

  @Test
  void bytesAreUnsigned() {
    try (Scope scope = new Scope()) {
      Tensor tensor = Tensors.of(new byte[] {0, 127, -128, -1}, Device.CPU, 2, 2);
      assertThat(Tensors.toFloats(tensor)).containsExactly(0, 127, 128, 255);
      assertThat(Tensors.toLongs(tensor)).containsExactly(0, 127, 128, 255);
    }
  }

  @Test
  void valuesAreReadRowByRowWhateverTheMemoryLayoutAndType() {
    try (Scope scope = new Scope()) {
      Tensor tensor = Tensors.of(new float[] {1, 2, 3, 4, 5, 6}, Device.CPU, 2, 3);
      assertThat(Tensors.toFloats(tensor.t())).containsExactly(1, 4, 2, 5, 3, 6);
      assertThat(Tensors.toFloats(tensor.to(ScalarType.BFloat16)))
          .containsExactly(1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void emptyTensorsAreAllowed() {
    try (Scope scope = new Scope()) {
      assertThat(Tensors.toFloats(Tensors.of(new float[0], Device.CPU, 3, 0))).isEmpty();
      assertThat(Tensors.toLongs(Tensors.of(new long[0], Device.CPU, 0))).isEmpty();
      assertThat(Tensors.of(new byte[0], Device.CPU, 0).numel()).isZero();
    }
  }

  @Test
  void aShapeOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> Tensors.of(new float[5], Device.CPU, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shape [2, 3] holds 6 values, got 5");
  }

  @Test
  void memoryIsThatOfTheTensor() {
    try (Scope scope = new Scope()) {
      Tensor tensor = Tensors.of(new float[] {1, 2}, Device.CPU, 2);
      ByteBuffer memory = Tensors.memory(tensor);
      assertThat(memory.remaining()).isEqualTo(8);
      assertThat(memory.getFloat(4)).isEqualTo(2);

      memory.putFloat(0, 9);
      assertThat(Tensors.toFloats(tensor)).containsExactly(9, 2);
    }
  }
}
