package org.vitmae.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.vitmae.bench.BenchRow.Extra;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** The whole benchmark: ceilings of the machine, models, input pipeline, in one process. */
public final class Bench {
  private static final List<Integer> WORKERS = List.of(1, 2);

  private final List<BenchCase> models;
  private final Ceilings ceilings;
  private final InputBench input;
  private final Precision precision;

  /** Prepares to measure some models. */
  public Bench(List<BenchCase> models, Device device, Precision precision) {
    this(models, Ceilings.of(device), new InputBench(224, 192, 16), precision);
  }

  Bench(List<BenchCase> models, Ceilings ceilings, InputBench input, Precision precision) {
    this.models = List.copyOf(models);
    this.ceilings = ceilings;
    this.input = input;
    this.precision = precision;
  }

  /**
   * Measures everything.
   *
   * @param listener told of every row as soon as it is there
   * @throws IOException if the input pipeline's temporary files cannot be written
   */
  public void run(Consumer<BenchRow> listener) throws IOException {
    for (Precision product : products()) {
      ceilings.products(product).measure().forEach(listener);
    }
    MemoryBandwidth bandwidth = ceilings.memory();
    listener.accept(bandwidth.measure());
    OptionalDouble trainingSpeed = OptionalDouble.empty();
    for (BenchCase model : models) {
      List<BenchRow> rows = new ArrayList<>();
      ModelBench.of(model, ceilings, precision, bandwidth).measure(listener.andThen(rows::add));
      if (trainingSpeed.isEmpty()) {
        trainingSpeed = OptionalDouble.of(rows.get(0).imagesPerSecond());
      }
    }
    for (int workers : WORKERS) {
      listener.accept(withRatios(input.scenes(workers), trainingSpeed, bandwidth));
    }
    for (int workers : WORKERS) {
      listener.accept(withRatios(input.jpeg(workers), trainingSpeed, bandwidth));
    }
    for (int workers : WORKERS) {
      listener.accept(withRatios(input.packed(workers), trainingSpeed, bandwidth));
    }
  }

  /** Emulated bf16 says nothing and takes minutes, so it is measured only where it is native. */
  private List<Precision> products() {
    boolean bf16 =
        precision == Precision.BF16 || Precision.parse("auto", ceilings.device()) == Precision.BF16;
    return bf16 ? List.of(Precision.BF16, Precision.FP32) : List.of(Precision.FP32);
  }

  /** Compares the pipeline with what eats its images and with what could move their pixels. */
  private BenchRow withRatios(
      BenchRow row, OptionalDouble trainingSpeed, MemoryBandwidth bandwidth) {
    double rate = row.imagesPerSecond() * input.bytesPerImage() / 1e9;
    BenchRow compared =
        row.with(Extra.GIGABYTES_PER_SECOND, rate)
            .with(Extra.BANDWIDTH_SHARE, rate / bandwidth.gigabytesPerSecond());
    return trainingSpeed.isEmpty()
        ? compared
        : compared.with(
            Extra.RATIO_TO_TRAINING, row.imagesPerSecond() / trainingSpeed.getAsDouble());
  }
}
