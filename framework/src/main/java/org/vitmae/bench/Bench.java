package org.vitmae.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.vitmae.bench.BenchRow.Extra;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** The whole benchmark: matrix products, models, input pipeline, in one process. */
public final class Bench {
  private static final List<Integer> WORKERS = List.of(1, 2);

  private final List<BenchCase> models;
  private final List<Integer> matmulSides;
  private final InputBench input;
  private final Device device;
  private final Precision precision;

  /** Prepares to measure some models. */
  public Bench(List<BenchCase> models, Device device, Precision precision) {
    this(models, MatmulPeak.sides(device), new InputBench(224, 192, 16), device, precision);
  }

  Bench(
      List<BenchCase> models,
      List<Integer> matmulSides,
      InputBench input,
      Device device,
      Precision precision) {
    this.models = List.copyOf(models);
    this.matmulSides = List.copyOf(matmulSides);
    this.input = input;
    this.device = device;
    this.precision = precision;
  }

  /**
   * Measures everything.
   *
   * @param listener told of every row as soon as it is there
   * @return all rows, in the same order
   * @throws IOException if the input pipeline's temporary files cannot be written
   */
  public List<BenchRow> run(Consumer<BenchRow> listener) throws IOException {
    List<BenchRow> rows = new ArrayList<>();
    Consumer<BenchRow> report =
        row -> {
          rows.add(row);
          listener.accept(row);
        };
    for (Precision product : products()) {
      new MatmulPeak(matmulSides, device, product).measure().forEach(report);
    }
    OptionalDouble trainingSpeed = OptionalDouble.empty();
    for (BenchCase model : models) {
      MatmulPeak peak = new MatmulPeak(matmulSides, device, precision);
      List<BenchRow> measured = new ModelBench(model, device, precision, peak).measure();
      if (trainingSpeed.isEmpty()) {
        trainingSpeed = OptionalDouble.of(measured.get(0).imagesPerSecond());
      }
      measured.forEach(report);
    }
    for (int workers : WORKERS) {
      report.accept(withRatio(input.scenes(workers), trainingSpeed));
    }
    for (int workers : WORKERS) {
      report.accept(withRatio(input.jpeg(workers), trainingSpeed));
    }
    for (int workers : WORKERS) {
      report.accept(withRatio(input.packed(workers), trainingSpeed));
    }
    return rows;
  }

  /** Emulated bf16 says nothing and takes minutes, so it is measured only where it is native. */
  private List<Precision> products() {
    boolean bf16 = precision == Precision.BF16 || Precision.parse("auto", device) == Precision.BF16;
    return bf16 ? List.of(Precision.BF16, Precision.FP32) : List.of(Precision.FP32);
  }

  private static BenchRow withRatio(BenchRow row, OptionalDouble trainingSpeed) {
    return trainingSpeed.isEmpty()
        ? row
        : row.with(Extra.RATIO_TO_TRAINING, row.imagesPerSecond() / trainingSpeed.getAsDouble());
  }
}
