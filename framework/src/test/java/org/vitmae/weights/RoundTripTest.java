package org.vitmae.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.checkpoint.DType;
import org.vitmae.checkpoint.SafetensorsWriter;
import org.vitmae.config.ModelConfig;
import org.vitmae.data.Draws;
import org.vitmae.model.MaskedAutoencoder;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.Weights;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;
import org.vitmae.weights.WeightsExport.Layout;

/** Passes a whole model from layout to layout, watching memory and time. */
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
    Result result = roundTrip(256, 1, 64, 1);

    // Three exports together: a copy of the tensors on the heap would cost three times the file.
    assertThat(result.javaBytes()).isLessThan(result.fileBytes());
  }

  @Test
  @Tag("slow")
  void aViTBaseKeepsEveryBitAndTakesLittleMemory() throws IOException {
    Result result = roundTrip(768, 12, 512, 8);

    System.out.println("ViT-B round trip: " + result); // for docs/benchmarks.md
    assertThat(result.residentBytes()).isLessThan((long) (1.2 * result.fileBytes()));
  }

  /**
   * What a round trip took.
   *
   * @param javaBytes allocated on the heap
   * @param residentBytes growth of anonymous memory, so without the files' own pages
   * @param secondsPerFile for writing one folder from another
   * @param copySeconds for copying such a file
   */
  private record Result(
      long fileBytes,
      long javaBytes,
      long residentBytes,
      double secondsPerFile,
      double copySeconds) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "file %.0f MB, heap %.1f MB, anonymous memory %.1f MB, %.2f s per export, %.2f s to copy",
          fileBytes / 1e6,
          javaBytes / 1e6,
          residentBytes / 1e6,
          secondsPerFile,
          copySeconds);
    }
  }

  private Result roundTrip(int width, int depth, int decoderWidth, int decoderDepth)
      throws IOException {
    Path start = generate(width, depth, decoderWidth, decoderDepth);
    List<Layout> layouts = List.of(Layout.HUGGINGFACE, Layout.REFERENCE, Layout.HUGGINGFACE);
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long anonymous = anonymousBytes();
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long begin = System.nanoTime();
    Path from = start;
    long most = 0;
    for (Layout layout : layouts) {
      Path to = folder.resolve("step-" + layout + "-" + from.getFileName());
      try (ModelWeights weights = WeightsReader.open(from)) {
        assertThat(WeightsExport.write(weights, FACTS, layout, false, to)).isEmpty();
      }
      most = Math.max(most, anonymousBytes() - anonymous);
      from = to;
    }
    double seconds = (System.nanoTime() - begin) / 1e9 / layouts.size();
    long heap = threads.getCurrentThreadAllocatedBytes() - allocated;
    same(start, from);
    Path file = from.resolve("model.safetensors");
    return new Result(Files.size(file), heap, most, seconds, copySeconds(file));
  }

  private Path generate(int width, int depth, int decoderWidth, int decoderDepth)
      throws IOException {
    PatchGrid grid = new PatchGrid(14, 14, 16, 3);
    ModelConfig config =
        new ModelConfig(
            16,
            width,
            depth,
            4,
            4,
            decoderWidth,
            decoderDepth,
            4,
            true,
            ModelConfig.Loss.L2,
            true,
            false,
            ModelConfig.REFERENCE_EPS);
    SafetensorsWriter writer = new SafetensorsWriter();
    try (Scope scope = new Scope();
        NamedParameters parameters = new NamedParameters()) {
      new MaskedAutoencoder(new Weights(parameters, Device.CPU, 1), config, grid);
      for (String name : parameters.names()) {
        long[] shape = Tensors.shape(parameters.get(name));
        writer.add(name, DType.F32, shape, out -> out.write(noise(name, shape)));
      }
      Path start = Files.createDirectories(folder.resolve("start"));
      writer.write(start.resolve("model.safetensors"));
      return start;
    }
  }

  private static ByteBuffer noise(String name, long[] shape) {
    long elements = 1;
    for (long side : shape) {
      elements *= side;
    }
    byte[] bytes = new byte[Math.toIntExact(4 * elements)];
    RandomGenerator random = Draws.of(3, name, 0, 0);
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private static void same(Path first, Path second) throws IOException {
    try (ModelWeights a = WeightsReader.open(first);
        ModelWeights b = WeightsReader.open(second)) {
      assertThat(b.tensors().names()).containsExactlyInAnyOrderElementsOf(a.tensors().names());
      for (String name : a.tensors().names()) {
        assertThat(Bytes.of(b.tensors(), name)).as(name).isEqualTo(Bytes.of(a.tensors(), name));
      }
    }
  }

  /** The same work without any looking: copying the file and waiting for the disk. */
  private double copySeconds(Path file) throws IOException {
    long begin = System.nanoTime();
    Path copy = Files.copy(file, folder.resolve("copy"));
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Memory that the process itself filled; pages of mapped files belong to the system. */
  private static long anonymousBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.isReadable(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("RssAnon:"))
            .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0)
        : 0;
  }
}
