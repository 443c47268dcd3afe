package org.vitmae.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.DType;
import org.vitmae.checkpoint.Safetensors;

class PthFileTest {
  private static final long HUGE = 1L << 60;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"views_zip.pth", "views_legacy.pth"})
  void viewsAreReadAsTheyLook(String name) {
    try (PthFile file = PthFile.open(Golden.path("pth/" + name));
        Safetensors want = Safetensors.open(Golden.path("pth/views_expected.safetensors"))) {
      for (String tensor : List.of("base", "transposed", "slice_offset", "expanded", "empty")) {
        assertThat(Bytes.of(file, "tensors." + tensor)).isEqualTo(want.bytes(tensor));
        assertThat(file.type("tensors." + tensor).shape()).isEqualTo(want.info(tensor).shape());
      }
      assertThat(file.names()).hasSize(want.names().size());
      assertThat(file.type("tensors.bfloat16").dtype()).isEqualTo(DType.BF16);
      assertThat(file.type("tensors.float64").dtype()).isEqualTo(DType.F64);
      assertThat(file.type("tensors.scalar").shape()).isEmpty();
    }
  }

  @Test
  void aPartOfAStridedTensorIsTheSamePartOfTheWhole() throws IOException {
    try (PthFile file = PthFile.open(Golden.path("pth/views_zip.pth"))) {
      byte[] whole = Bytes.of(file, "tensors.transposed");
      byte[] part = new byte[20];
      file.copy("tensors.transposed", 12, 20, piece -> piece.get(part));

      assertThat(part).isEqualTo(Arrays.copyOfRange(whole, 12, 32));
    }
  }

  @Test
  void plainValuesAreReadByTheirPath() {
    try (PthFile file = PthFile.open(Golden.path("pth/checkpoint_legacy.pth"))) {
      assertThat(file.value("epoch", Integer.class)).hasValue(7);
      assertThat(file.value("args.norm_pix_loss", Boolean.class)).hasValue(true);
      assertThat(file.value("args.blr", Double.class)).hasValue(0.001);
      assertThat(file.value("args.blr", String.class)).isEqualTo(Optional.empty());
    }
  }

  @Test
  void aPickleThatCallsAFunctionIsRefusedByName() throws IOException {
    PickleBuilder evil =
        new PickleBuilder().global("os", "system").ops("(").text("touch /tmp/x").ops("tR.");
    Path file = evil.zip(folder.resolve("evil.pth"), new byte[4]);

    assertThatThrownBy(() -> PthFile.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(file.toString(), "'os.system'", "nothing was executed");
  }

  @ParameterizedTest
  @CsvSource({"builtins, eval", "exceptions, Exception", "torch.nn, Linear", "decimal, Decimal"})
  void namesThatTheLibraryWouldKnowAreRefusedToo(String module, String name) throws IOException {
    Path file =
        new PickleBuilder().global(module, name).ops(".").zip(folder.resolve("f"), new byte[4]);

    assertThatThrownBy(() -> PthFile.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("'" + module + "." + name + "'");
  }

  @ParameterizedTest
  @ValueSource(ints = {'i', 'o', 'P', 'B', 0x8b, 0x8d, 0x93, 0x96})
  void instructionsOfNoStateDictAreRefused(int instruction) throws IOException {
    Path file =
        new PickleBuilder()
            .raw(instruction, 255, 255, 255, 127, 0, 0, 0, 0)
            .zip(folder.resolve("f"), new byte[4]);

    assertThatThrownBy(() -> PthFile.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("instruction 0x%02x".formatted(instruction));
  }

  @Test
  void aTextLongerThanTheFileIsNotAllocated() throws IOException {
    Path file =
        new PickleBuilder().raw('X', 255, 255, 255, 127).zip(folder.resolve("f"), new byte[4]);

    refusedWithoutMemory(file, "a text of 2147483647 bytes");
  }

  @Test
  void aTensorThatClaimsTwoToTheSixtyNumbersIsNotAllocated() throws IOException {
    Path file =
        new PickleBuilder()
            .oneTensor("big", "FloatStorage", HUGE, new long[] {HUGE}, new long[] {1})
            .zip(folder.resolve("f"), new byte[64]);

    refusedWithoutMemory(file, "claims %d numbers".formatted(HUGE));
  }

  @Test
  void aViewThatRepeatsItsNumbersForeverIsNotAllocated() throws IOException {
    Path file =
        new PickleBuilder()
            .oneTensor("big", "FloatStorage", 16, new long[] {HUGE}, new long[] {0})
            .zip(folder.resolve("f"), new byte[64]);

    refusedWithoutMemory(file, "larger than the file");
  }

  @Test
  void aViewOutsideItsStorageIsRefused() throws IOException {
    Path file =
        new PickleBuilder()
            .oneTensor("out", "FloatStorage", 16, new long[] {4, 4}, new long[] {5, 1})
            .zip(folder.resolve("f"), new byte[64]);

    refusedWithoutMemory(file, "outside a storage of 16");
  }

  @Test
  void aDictionaryThatContainsItselfIsRefused() throws IOException {
    Path file =
        new PickleBuilder()
            .ops("}q\0")
            .text("me")
            .ops("h\0s.")
            .zip(folder.resolve("f"), new byte[4]);

    refusedWithoutMemory(file, "nests its content");
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint_zip.pth", "checkpoint_legacy.pth"})
  void aFileCutShortAnywhereIsRefused(String name) throws IOException {
    byte[] whole = Files.readAllBytes(Golden.path("pth/" + name));
    Path file = folder.resolve(name);
    for (int length : new int[] {9, 100, 5000, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> PthFile.open(file))
          .as("%d bytes", length)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void aDamagedByteIsNeverWorseThanRefused() throws IOException {
    Path file = folder.resolve("f");
    byte[] whole = Files.readAllBytes(Golden.path("pth/views_zip.pth"));
    int refused = 0;
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= (byte) 0x80;
      Files.write(file, damaged);
      try {
        PthFile.open(file).close();
      } catch (CheckpointException e) {
        assertThat(e).as("byte %d", i).hasMessageContaining(file.toString());
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  @Test
  void compressedStoragesAreRefused() throws IOException {
    Path file = folder.resolve("f");
    try (java.util.zip.ZipOutputStream zip =
        new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new java.util.zip.ZipEntry("archive/data.pkl"));
      zip.write(new PickleBuilder().ops("}.").bytes());
    }

    assertThatThrownBy(() -> PthFile.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("compresses 'archive/data.pkl'");
  }

  private static void refusedWithoutMemory(Path file, String message) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assertThatThrownBy(() -> PthFile.open(file)).isInstanceOf(CheckpointException.class);
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> PthFile.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(file.toString(), message);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16L << 20);
  }
}
