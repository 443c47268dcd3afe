package org.vitmae.bench;

import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.bench.BenchRow.Extra;
import org.vitmae.bench.Casts.Blocks;
import org.vitmae.config.ModelConfig;
import org.vitmae.model.Cost;
import org.vitmae.model.TunedPart;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.Inference;
import org.vitmae.train.MaePretraining;

/**
 * Times what users do with one model: a step of pretraining, a step of fine-tuning, inference.
 *
 * @param peak of the matrix products
 * @param bandwidth of the memory
 */
record ModelBench(
    BenchCase model,
    Device device,
    Precision precision,
    MatmulPeak peak,
    MemoryBandwidth bandwidth) {
  private static final int OPTIMIZER_STEPS = 5;

  /** AdamW reads weight, gradient and two moments and writes all but the gradient, in 32 bits. */
  private static final int OPTIMIZER_BYTES = 7 * Float.BYTES;

  static ModelBench of(
      BenchCase model, Ceilings ceilings, Precision precision, MemoryBandwidth bandwidth) {
    return new ModelBench(
        model, ceilings.device(), precision, ceilings.products(precision), bandwidth);
  }

  /**
   * Times all three, pretraining first.
   *
   * @param listener told of every row as soon as it is there
   */
  void measure(Consumer<BenchRow> listener) {
    listener.accept(pretraining());
    listener.accept(fineTuning());
    listener.accept(inference());
  }

  /** Times pretraining, from bytes to updated weights: cutting, masking, model, AdamW. */
  BenchRow pretraining() {
    double flops = Cost.pretrainFlopsPerImage(model.model(), model.data(), model.masking());
    try (MaePretraining pretraining = model.pretraining(device, precision);
        TrainingSteps steps = TrainingSteps.pretraining(model, pretraining, device, precision)) {
      BenchRow row = series().time("train " + model.name(), gflop(flops), number -> steps.step());
      return withUpdate(row, steps, List.of(encoder(model.encodedTokens()), decoder()));
    }
  }

  /** Times fine-tuning of the whole encoder, from bytes to updated weights. */
  private BenchRow fineTuning() {
    ModelConfig shape = model.model();
    double flops = Cost.tuneFlopsPerImage(shape, model.data(), TunedPart.all(shape));
    try (Classifier classifier = new Classifier(model, device);
        TrainingSteps steps = TrainingSteps.fineTuning(model, classifier, device, precision)) {
      BenchRow row =
          series().time("fine-tune " + model.name(), gflop(flops), number -> steps.step());
      return withUpdate(row, steps, List.of(encoder(model.tokens())));
    }
  }

  /** Times inference, from bytes to the scores of 1000 classes on the Java heap. */
  private BenchRow inference() {
    double flops = Cost.classifierFlopsPerImage(model.model(), model.data());
    Inference inference = new Inference(device, precision);
    BenchCase.BatchCycle batches = model.batches();
    try (Classifier classifier = new Classifier(model, device)) {
      return series()
          .time(
              "infer " + model.name(),
              gflop(flops),
              number ->
                  inference.compute(
                      () -> Tensors.toFloats(classifier.scores(batches.get(number)))));
    }
  }

  private StepSeries series() {
    return new StepSeries(model.batchSize(), model.steps(), device, precision, peak);
  }

  private double gflop(double flopsPerImage) {
    return model.batchSize() * flopsPerImage / 1e9;
  }

  private Blocks encoder(int tokens) {
    return new Blocks(model.model().depth(), model.batchSize(), tokens, model.model().embedDim());
  }

  private Blocks decoder() {
    return new Blocks(
        model.model().decoderDepth(),
        model.batchSize(),
        model.tokens(),
        model.model().decoderEmbedDim());
  }

  /** Adds what optimizer and conversions take, and the time the optimizer's traffic needs. */
  private BenchRow withUpdate(BenchRow row, TrainingSteps steps, List<Blocks> blocks) {
    bandwidth.measure();
    steps.optimizer().startTiming();
    for (int i = 0; i < OPTIMIZER_STEPS; i++) {
      steps.step();
    }
    bandwidth.measure();
    double floor = OPTIMIZER_BYTES * weights(steps.parameters()) / 1e6;
    BenchRow timed =
        row.with(Extra.OPTIMIZER_MILLIS, Stopwatch.median(steps.optimizer().millis()))
            .with(Extra.OPTIMIZER_FLOOR_MILLIS, floor / bandwidth.gigabytesPerSecond());
    return precision == Precision.BF16
        ? timed.with(Extra.CAST_MILLIS, new Casts(steps.parameters(), blocks, device).millis())
        : timed;
  }

  private static double weights(NamedParameters parameters) {
    return parameters.trainable().stream().map(parameters::get).mapToLong(Tensor::numel).sum();
  }
}
