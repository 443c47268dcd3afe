package org.vitmae.weights;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.weights.WeightsExport.Layout;

/** Passes a whole model from layout to layout, watching memory. */
class RoundTripTest {
  private static final ModelFacts FACTS =
      new ModelFacts(
          Optional.of(4),
          Optional.of(4),
          Optional.of(1e-6),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @TempDir private Path folder;

  @Test
  void aSmallModelKeepsEveryBitAndTakesLittleMemory() throws IOException {
    Result result = roundTrip(NoiseModel.of(256, 1, 64, 1));

    // Three exports together: a copy of the tensors on the heap would cost three times the file.
    assertThat(result.javaBytes()).isLessThan(result.fileBytes());
  }

  @Test
  @Tag("slow")
  void aViTBaseKeepsEveryBitAndTakesLittleMemory() throws IOException {
    Result result = roundTrip(NoiseModel.of(768, 12, 512, 8));

    assertThat(result.anonymousBytes()).isLessThan((long) (1.2 * result.fileBytes()));
    Path start = folder.resolve("start");
    Path file = start.resolve("model.safetensors");
    double export =
        Measured.medianSeconds(
            time -> export(start, Layout.HUGGINGFACE, folder.resolve("timed-" + time)));
    double copy =
        Measured.medianSeconds(time -> Measured.copy(file, folder.resolve("copy-" + time)));
    double read = Measured.medianSeconds(time -> Measured.read(file));
    System.out.printf(
        Locale.ROOT,
        "ViT-B: %s; medians: export %.2f s, copy and flush %.2f s, read %.3f s%n",
        result,
        export,
        copy,
        read);
  }

  /**
   * What a round trip took.
   *
   * @param javaBytes allocated on the heap
   * @param anonymousBytes growth of anonymous memory, so without the files' own pages
   */
  private record Result(long fileBytes, long javaBytes, long anonymousBytes) {}

  private Result roundTrip(NoiseModel model) throws IOException {
    Path start = model.safetensors(folder.resolve("start"));
    export(start, Layout.HUGGINGFACE, folder.resolve("first")); // what is loaded once counts not
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long anonymous = Measured.anonymousBytes();
    long allocated = threads.getCurrentThreadAllocatedBytes();
    Path from = start;
    long most = 0;
    for (Layout layout : List.of(Layout.HUGGINGFACE, Layout.REFERENCE, Layout.HUGGINGFACE)) {
      from = export(from, layout, folder.resolve("step-" + layout + "-" + from.getFileName()));
      most = Math.max(most, Measured.anonymousBytes() - anonymous);
    }
    long heap = threads.getCurrentThreadAllocatedBytes() - allocated;
    same(start, from);
    return new Result(Files.size(from.resolve("model.safetensors")), heap, most);
  }

  private static Path export(Path from, Layout layout, Path to) {
    try (ModelWeights weights = WeightsReader.open(from)) {
      assertThat(WeightsExport.write(weights, FACTS, layout, false, to)).isEmpty();
    }
    return to;
  }

  private static void same(Path first, Path second) {
    try (ModelWeights a = WeightsReader.open(first);
        ModelWeights b = WeightsReader.open(second)) {
      Bytes.assertSame(b.tensors(), a.tensors());
    }
  }
}
