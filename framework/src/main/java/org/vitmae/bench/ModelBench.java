package org.vitmae.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.vitmae.bench.BenchRow.Extra;
import org.vitmae.data.Batch;
import org.vitmae.model.Cost;
import org.vitmae.model.DropPath;
import org.vitmae.model.FeatureTap;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.PixelNormalization;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.Inference;

/** Times one model's pretraining step and its encoder. */
record ModelBench(BenchCase model, Device device, Precision precision, MatmulPeak peak) {
  /** Between the parts of a series the matrix product is timed again. */
  private static final int PARTS = 4;

  private static final int WARM_UP = 3;
  private static final int OPTIMIZER_STEPS = 5;

  List<BenchRow> measure() {
    try (PretrainingSteps steps = new PretrainingSteps(model, device, precision)) {
      return List.of(training(steps), encoding(steps));
    }
  }

  private BenchRow training(PretrainingSteps steps) {
    double gflop =
        model.batchSize()
            * Cost.pretrainFlopsPerImage(model.model(), model.data(), model.masking())
            / 1e9;
    BenchRow row = series("train " + model.name(), gflop, number -> steps.step());
    steps.optimizer().startTiming();
    for (int i = 0; i < OPTIMIZER_STEPS; i++) {
      steps.step();
    }
    return row.with(Extra.OPTIMIZER_MILLIS, Stopwatch.median(steps.optimizer().millis()));
  }

  private BenchRow encoding(PretrainingSteps steps) {
    double gflop =
        model.batchSize() * Cost.classifierFlopsPerImage(model.model(), model.data()) / 1e9;
    PatchGrid grid = PatchGrid.of(model.model(), model.data());
    Inference inference = new Inference(device, precision);
    BenchCase.BatchCycle batches = model.batches();
    try (PixelNormalization normalization =
        PixelNormalization.of(model.data(), grid.patchSize(), device)) {
      return series(
          "encode " + model.name(),
          gflop,
          number ->
              inference.forEach(
                  List.of(batches.get(number)),
                  batch ->
                      steps
                          .encoder()
                          .encode(
                              images(batch, grid, normalization), DropPath.NONE, FeatureTap.NONE)
                          .size(0),
                  (batch, images) -> {}));
    }
  }

  private PatchedImages images(Batch batch, PatchGrid grid, PixelNormalization normalization) {
    return PatchedImages.of(batch, grid, normalization, device);
  }

  /** Times an action on batch after batch, the matrix product before, among and after them. */
  private BenchRow series(String name, double gflop, IntConsumer action) {
    MemoryMeter memory = new MemoryMeter(device);
    List<Double> millis = new ArrayList<>();
    long peakBytes = 0;
    int number = 0;
    peak.restart();
    for (int part = 0; part < PARTS; part++) {
      peak.measure();
      memory.restart();
      // The first batches also take the memory that was given back from the system again.
      for (int i = 0; i < WARM_UP; i++) {
        action.accept(number++);
      }
      int upTo = model.steps() * (part + 1) / PARTS;
      while (millis.size() < upTo) {
        int batch = number++;
        millis.add(Stopwatch.millis(device, () -> action.accept(batch)));
      }
      peakBytes = Math.max(peakBytes, memory.peakBytes());
    }
    peak.measure();
    BenchRow row =
        BenchRow.of(name, precision.toString(), model.batchSize(), Stopwatch.median(millis), gflop);
    return row.with(Extra.PEAK_SHARE, row.gflopPerSecond() / peak.gflopPerSecond())
        .with(Extra.PEAK_MEMORY_BYTES, peakBytes);
  }
}
