package org.vitmae.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir private Path folder;

  @Test
  void readsWhatWasWritten() throws IOException {
    Path file = folder.resolve("a.safetensors");
    float[] floats = {1.5f, -0f, Float.NaN, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, 3};
    long[] longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE};
    new SafetensorsWriter()
        .floats("weight", new long[] {2, 3}, () -> floats)
        .longs("ids", new long[] {3}, () -> longs)
        .floats("empty", new long[] {0, 4}, () -> new float[0])
        .floats("scalar", new long[0], () -> new float[] {7})
        .add(
            "flags",
            DType.BOOL,
            new long[] {2},
            out -> out.write(ByteBuffer.wrap(new byte[] {1, 0})))
        .write(file);

    try (Safetensors tensors = Safetensors.open(file)) {
      assertThat(tensors.names()).containsExactly("ids", "weight", "empty", "scalar", "flags");
      assertThat(tensors.metadata()).isEqualTo(Map.of("format", "pt"));
      assertThat(tensors.floats("weight")).isEqualTo(floats);
      assertThat(tensors.shape("weight")).containsExactly(2, 3);
      assertThat(tensors.longs("ids")).isEqualTo(longs);
      assertThat(tensors.floats("empty")).isEmpty();
      assertThat(tensors.floats("scalar")).containsExactly(7);
      assertThat(tensors.shape("scalar")).isEmpty();
      assertThat(tensors.longs("flags")).containsExactly(1, 0);
      assertThat(tensors.bytes("flags")).containsExactly(1, 0);
      ByteBuffer part = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      tensors.read("ids", 8, part);
      assertThat(part.getLong(0)).isEqualTo(-1);
    }
    assertThat(
            ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8)
        .as("header length")
        .isZero();
  }

  @Test
  void writesMoreThanAChunkWhole() throws IOException {
    Path file = folder.resolve("big.safetensors");
    float[] values = new float[700_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    new SafetensorsWriter().floats("v", new long[] {values.length}, () -> values).write(file);
    try (Safetensors tensors = Safetensors.open(file)) {
      assertThat(tensors.floats("v")).isEqualTo(values);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x0000, 0.0",
    "0x3c00, 1.0",
    "0xc000, -2.0",
    "0x7bff, 65504.0",
    "0x0001, 5.9604644775390625E-8",
    "0x03ff, 6.09755516052246E-5",
    "0x7c00, Infinity",
    "0xfc00, -Infinity",
    "0x7e00, NaN"
  })
  void widensHalves(String bits, float expected) {
    assertThat(DType.halfToFloat((short) (int) Integer.decode(bits)))
        .isEqualTo(Float.valueOf(expected)); // boxed, so that NaN equals NaN
  }

  @Test
  void widensSmallTypes() throws IOException {
    Path file = folder.resolve("small.safetensors");
    new SafetensorsWriter()
        .add(
            "bf16",
            DType.BF16,
            new long[] {1},
            out -> out.write(ByteBuffer.wrap(new byte[] {(byte) 0x80, 0x3f})))
        .add("i8", DType.I8, new long[] {1}, out -> out.write(ByteBuffer.wrap(new byte[] {-1})))
        .add("u8", DType.U8, new long[] {1}, out -> out.write(ByteBuffer.wrap(new byte[] {-1})))
        .write(file);
    try (Safetensors tensors = Safetensors.open(file)) {
      assertThat(tensors.floats("bf16")).containsExactly(1);
      assertThat(tensors.longs("i8")).containsExactly(-1);
      assertThat(tensors.longs("u8")).containsExactly(255);
      assertThatThrownBy(() -> tensors.floats("i8"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContainingAll("'i8'", "type I8", "F32, F16, BF16", file.toString());
      assertThatThrownBy(() -> tensors.floats("none"))
          .hasMessageContainingAll("no tensor 'none'", "[bf16, i8, u8]");
    }
  }

  @Test
  void readsTensorsBeyondTwoGibibytes() throws IOException {
    Path file = folder.resolve("huge.safetensors");
    long size = 3L << 30;
    String header =
        "{\"huge\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[0,%d]},\"after\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[%d,%d]}}"
            .formatted(size, size, size, size + 4);
    Files.write(file, withHeader(header, 0));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      long start = sparse.length();
      sparse.setLength(start + size + 4);
      sparse.seek(start + size - 1);
      sparse.write(new byte[] {9, 0, 0, (byte) 0x80, 0x3f});
    }
    try (Safetensors tensors = Safetensors.open(file)) {
      assertThat(tensors.floats("after")).containsExactly(1);
      ByteBuffer last = ByteBuffer.allocate(1);
      tensors.read("huge", size - 1, last);
      assertThat(last.get(0)).isEqualTo((byte) 9);
      assertThatThrownBy(() -> tensors.buffer("huge"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("'huge'")
          .hasMessageContaining("read it in parts");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | not a JSON object",
        "{\"a\" | not valid JSON",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | Duplicate field 'a'",
        "{\"a\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}} | tensor 'a' the type 'F33', expected one of [F64",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,400]}} | tensor 'a' at bytes [0, 400], but holds 16 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,4]}} | at bytes [8, 4]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | gives tensor 'a' 4 bytes, but F32 [2] needs 8",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}} | needs 9223372036854775807",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} | the shape [-1], expected whole numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}} | no list 'shape'",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}} | tensors 'a' and 'b' overlap",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}} | expected whole numbers"
      })
  void refusesDamagedHeaders(String header, String problem) throws IOException {
    Path file = folder.resolve("bad.safetensors");
    Files.write(file, withHeader(header, 16));
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(file.toString(), problem, "replace it by a whole");
  }

  @Test
  void refusesImpossibleHeaderLengthsBeforeAllocating() throws IOException {
    Path file = folder.resolve("length.safetensors");
    for (long length : new long[] {0, -1, Long.MAX_VALUE, 9, SafetensorsHeader.MAX_BYTES + 1L}) {
      ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      Files.write(file, bytes.array());
      assertThatThrownBy(() -> Safetensors.open(file))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("a header of " + Long.toUnsignedString(length) + " bytes");
    }
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> Safetensors.open(file)).hasMessageContaining("has 3 bytes");
    assertThatThrownBy(() -> Safetensors.open(folder.resolve("none")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void writerRefusesDataThatDoesNotFitTheShape() {
    Path file = folder.resolve("w.safetensors");
    SafetensorsWriter tooShort =
        new SafetensorsWriter().floats("v", new long[] {3}, () -> new float[2]);
    assertThatThrownBy(() -> tooShort.write(file))
        .hasMessage("tensor 'v' needs 12 bytes by its shape, got 8");
    SafetensorsWriter tooLong =
        new SafetensorsWriter().floats("v", new long[] {3}, () -> new float[4]);
    assertThatThrownBy(() -> tooLong.write(file))
        .hasMessage("tensor 'v' needs 12 bytes by its shape, got at least 16");
    assertThatThrownBy(() -> tooLong.floats("v", new long[] {3}, () -> new float[3]))
        .hasMessage("two tensors are named 'v'");
  }

  @Test
  void aFailedWriteLeavesTheOldFileAlone() throws IOException {
    Path file = folder.resolve("w.safetensors");
    new SafetensorsWriter().floats("v", new long[] {2}, () -> new float[] {1, 2}).write(file);
    SafetensorsWriter failing =
        new SafetensorsWriter()
            .floats("first", new long[] {2}, () -> new float[2])
            .add(
                "second",
                DType.F32,
                new long[] {2},
                out -> {
                  throw new IOException("no more room");
                });

    assertThatThrownBy(() -> failing.write(file)).hasMessage("no more room");

    try (Safetensors whole = Safetensors.open(file)) {
      assertThat(whole.floats("v")).containsExactly(1, 2);
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  private static byte[] withHeader(String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }
}
