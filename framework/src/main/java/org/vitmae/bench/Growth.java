package org.vitmae.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.vitmae.model.Cost;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.MaePretraining;
import org.vitmae.train.MemoryMeter;

/**
 * How time and memory of a pretraining step grow with batch, image, depth and width, one at a time.
 *
 * @param base the model from which each of them grows
 */
public record Growth(BenchCase base, Device device, Precision precision) {
  private static final int WARM_UP = 3;

  /** What the rest of the process takes varies by about as much. */
  private static final long LEAST_BYTES = 1 << 20;

  /**
   * Measures all axes.
   *
   * @param listener told of every point as soon as it is there
   * @return the points of each axis, smallest first
   */
  public Map<GrowthAxis, List<GrowthPoint>> run(BiConsumer<GrowthAxis, GrowthPoint> listener) {
    measure(base, 0); // what all models share is loaded and compiled here, and counts for none
    Map<GrowthAxis, List<GrowthPoint>> curves = new EnumMap<>(GrowthAxis.class);
    for (GrowthAxis axis : GrowthAxis.values()) {
      List<GrowthPoint> points = new ArrayList<>();
      for (BenchCase model : axis.cases(base)) {
        GrowthPoint point = measure(model, axis.size(model));
        points.add(point);
        listener.accept(axis, point);
      }
      curves.put(axis, points);
    }
    return curves;
  }

  private GrowthPoint measure(BenchCase model, int size) {
    MemoryMeter memory = new MemoryMeter(device);
    long before = memory.restart();
    List<Double> millis = new ArrayList<>();
    try (MaePretraining pretraining = model.pretraining(device, precision);
        TrainingSteps steps = TrainingSteps.pretraining(model, pretraining, device, precision)) {
      for (int i = 0; i < WARM_UP; i++) {
        steps.step();
      }
      for (int i = 0; i < model.steps(); i++) {
        millis.add(Stopwatch.millisEach(device, steps::step));
      }
    }
    double flops = Cost.pretrainFlopsPerImage(model.model(), model.data(), model.masking());
    return new GrowthPoint(
        size,
        Stopwatch.median(millis),
        model.batchSize() * flops / 1e9,
        Math.max(LEAST_BYTES, memory.peakBytes() - before),
        Cost.pretrainMemoryBytes(
            model.model(), model.data(), model.masking(), model.batchSize(), precision));
  }
}
