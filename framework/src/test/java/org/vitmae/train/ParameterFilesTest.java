package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.DType;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.checkpoint.SafetensorsWriter;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Tensors;

class ParameterFilesTest {
  private static final float[] WEIGHT = {1 / 3f, -0f, Float.MIN_VALUE, 4, 5, 6};
  private static final float[] BIAS = {7, 8};

  @TempDir private Path folder;

  private final NamedParameters parameters = new NamedParameters();
  private Path file;

  @BeforeEach
  void fill() {
    file = folder.resolve("model.safetensors");
    parameters.add("weight", Tensors.of(new float[6], Device.CPU, 2, 3), true);
    parameters.add("bias", Tensors.of(new float[2], Device.CPU, 2), false);
  }

  @AfterEach
  void free() {
    parameters.close();
  }

  @Test
  void whatIsSavedIsLoadedBitForBit() throws IOException {
    try (NamedParameters saved = new NamedParameters()) {
      saved.add("bias", Tensors.of(BIAS, Device.CPU, 2), true);
      saved.add("weight", Tensors.of(WEIGHT, Device.CPU, 2, 3), true);
      ParameterFiles.save(saved, file);
    }
    ParameterFiles.load(file, parameters);

    assertThat(weight()).isEqualTo(WEIGHT);
    assertThat(Float.floatToRawIntBits(weight()[1])).isEqualTo(Float.floatToRawIntBits(-0f));
    assertThat(Tensors.toFloats(parameters.get("bias"))).isEqualTo(BIAS);
    assertThat(parameters.trainable()).containsExactly("weight");
  }

  @Test
  void tensorsInOtherLayoutsAreWrittenRowByRow() throws IOException {
    try (NamedParameters saved = new NamedParameters()) {
      saved.add("weight", Tensors.of(WEIGHT, Device.CPU, 3, 2).t(), false);
      ParameterFiles.save(saved, file);
    }
    try (Safetensors tensors = Safetensors.open(file)) {
      assertThat(tensors.shape("weight")).containsExactly(2, 3);
      assertThat(tensors.floats("weight"))
          .containsExactly(WEIGHT[0], WEIGHT[2], WEIGHT[4], WEIGHT[1], WEIGHT[3], WEIGHT[5]);
    }
  }

  @Test
  void sixteenBitFilesAreWidened() throws IOException {
    new SafetensorsWriter()
        .add("weight", DType.F16, new long[] {2, 3}, out -> out.write(shorts(0x3e00, 6)))
        .add("bias", DType.BF16, new long[] {2}, out -> out.write(shorts(0x3fc0, 2)))
        .write(file);
    ParameterFiles.load(file, parameters);

    assertThat(weight()).containsExactly(1.5f, 1.5f, 1.5f, 1.5f, 1.5f, 1.5f);
    assertThat(Tensors.toFloats(parameters.get("bias"))).containsExactly(1.5f, 1.5f);
  }

  @Test
  void missingAndMisshapenTensorsAreNamedTogetherAndNothingIsLoaded() throws IOException {
    new SafetensorsWriter().floats("weight", new long[] {3, 2}, () -> WEIGHT).write(file);

    assertThatThrownBy(() -> ParameterFiles.load(file, parameters))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(
            file.toString(),
            "'weight' is [3, 2], expected [2, 3]",
            "'bias' [2] is missing",
            "the model's shape must be the one it was saved with");
    assertThat(weight()).containsOnly(0);
  }

  @Test
  void aLaterMisfitKeepsEarlierTensorsFromBeingLoaded() throws IOException {
    new SafetensorsWriter()
        .floats("weight", new long[] {2, 3}, () -> WEIGHT)
        .floats("bias", new long[] {1}, () -> new float[1])
        .write(file);

    assertThatThrownBy(() -> ParameterFiles.load(file, parameters))
        .isInstanceOf(CheckpointException.class);
    assertThat(weight()).containsOnly(0);
  }

  @Test
  void tensorsTheModelDoesNotHaveAreNamed() throws IOException {
    writeWithExtra();

    assertThatThrownBy(() -> ParameterFiles.load(file, parameters))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(file.toString(), "[extra]", "does not have");
  }

  @Test
  void aSelectionIgnoresTheRest() throws IOException {
    writeWithExtra();
    ParameterFiles.load(file, parameters, List.of("weight"));

    assertThat(weight()).isEqualTo(WEIGHT);
    assertThat(Tensors.toFloats(parameters.get("bias"))).containsOnly(0);
  }

  private void writeWithExtra() throws IOException {
    new SafetensorsWriter()
        .floats("weight", new long[] {2, 3}, () -> WEIGHT)
        .floats("bias", new long[] {2}, () -> BIAS)
        .floats("extra", new long[] {2}, () -> BIAS)
        .write(file);
  }

  private float[] weight() {
    return Tensors.toFloats(parameters.get("weight"));
  }

  private static ByteBuffer shorts(int bits, int count) {
    ByteBuffer buffer = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      buffer.putShort((short) bits);
    }
    return buffer.flip();
  }
}
