package org.vitmae.deeplearning4j.mae;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.config.DataConfig;
import org.vitmae.config.MaskingConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.deeplearning4j.KeptBuffers;
import org.vitmae.deeplearning4j.PixelNormalization;
import org.vitmae.masking.Mask;
import org.vitmae.model.InitialValues;
import org.vitmae.model.PatchGrid;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.train.ChannelStatistics;
import org.vitmae.train.Pretraining;
import org.vitmae.train.PretrainingMasks;
import org.vitmae.train.Reconstruction;
import org.vitmae.train.WeightTransfer;
import org.vitmae.weights.TensorOrigin;

/** Pretraining on Deeplearning4j: 32 bits on the CPU. Not to be used inside a native scope. */
public final class SameDiffPretraining implements Pretraining {
  private final EngineThreads threads;
  private final ModelConfig model;
  private final PatchGrid grid;
  private final PretrainingMasks masks;
  private final PixelNormalization normalization;
  private final ChannelStatistics statistics;
  private final MaeNetwork network;
  private final Parameters weights;
  private final List<String> trainable;
  private final List<TensorOrigin> origins;
  private final AdamW optimizer;
  private final Optional<WeightAverage> average;
  private final KeptBuffers buffers = KeptBuffers.ofNd4j();
  private final Map<Purpose, BatchPlan> plans = new HashMap<>();
  private final MeanGradient gradient = new MeanGradient();
  private final List<Double> losses = new ArrayList<>();

  /** What a plan is for; the last batch of an evaluation may need one of its own. */
  private record Purpose(int images, int keep, String value, boolean withGradients) {}

  /**
   * Makes a model and all that trains it by a recipe.
   *
   * @param threads compute threads
   * @param start the weights to start from, in any format that {@link WeightTransfer} reads; empty
   *     for the reference's random initialization
   * @throws org.vitmae.config.ConfigException if patches do not tile the images, or masking would
   *     remove none or all of them
   */
  public SameDiffPretraining(
      ModelConfig model,
      DataConfig data,
      MaskingConfig masking,
      RecipeConfig recipe,
      int threads,
      long seed,
      Optional<Path> start) {
    this.threads = new EngineThreads(threads);
    this.model = model;
    this.grid = PatchGrid.of(model, data);
    this.masks = PretrainingMasks.of(masking, grid, seed);
    this.normalization = new PixelNormalization(data);
    this.statistics = ChannelStatistics.of(data);
    InitialParameters initial = new InitialParameters(new InitialValues(seed));
    this.network = new MaeNetwork(initial, model, grid);
    this.weights = Parameters.of(initial, DataType.FLOAT);
    this.trainable = initial.trainable();
    this.origins =
        start
            .map(path -> WeightTransfer.load(path, weights.shapes(), model, grid, weights::set))
            .orElse(List.of());
    this.optimizer =
        new AdamW(
            weights,
            ParameterGroup.of(
                weights.ranks(trainable),
                WeightDecayRule.PRETRAINING,
                recipe.weightDecay(),
                new LayerDecay(recipe.layerDecay(), model.depth())),
            recipe.beta1(),
            recipe.beta2(),
            recipe.clipGradNorm());
    this.average =
        recipe.emaDecay() == 0
            ? Optional.empty()
            : Optional.of(new WeightAverage(weights, trainable, recipe.emaDecay()));
  }

  @Override
  public List<TensorOrigin> origins() {
    return origins;
  }

  @Override
  public void step(List<Batch> microBatches, double learningRate) {
    losses.add(
        buffers.during(
            () -> {
              double loss = 0;
              for (int i = 0; i < microBatches.size(); i++) {
                Batch batch = microBatches.get(i);
                BatchPlan plan = plan(batch.size(), masks.lenKeep(), MaeNetwork.LOSSES, true);
                plan.run(cut(batch, masks.training(batch)));
                gradient.add(plan.gradients(), i == microBatches.size() - 1);
                loss += plan.meanLoss() / microBatches.size();
              }
              gradient.apply(optimizer, learningRate);
              average.ifPresent(WeightAverage::update);
              return loss;
            }));
  }

  @Override
  public double[] takeLosses() {
    double[] taken = losses.stream().mapToDouble(Double::doubleValue).toArray();
    losses.clear();
    return taken;
  }

  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    return withKeptWeights(
        () -> {
          double sum = 0;
          long count = 0;
          for (Batch batch : batches) {
            float[] losses = compute(batch, masks.validation(batch), MaeNetwork.LOSSES);
            for (int i = 0; i < batch.valid(); i++) {
              sum += losses[i];
            }
            count += batch.valid();
          }
          return Map.of("loss", sum / count);
        });
  }

  @Override
  public <T> T withKeptWeights(Supplier<T> action) {
    average.ifPresent(this::swap);
    try {
      return action.get();
    } finally {
      average.ifPresent(this::swap);
    }
  }

  private void swap(WeightAverage kept) {
    buffers.during(
        () -> {
          kept.swap();
          return kept;
        });
  }

  @Override
  public List<float[]> features(Batch batch) {
    float[] rows = compute(batch, Mask.none(batch.size(), grid.length()), MaeNetwork.FEATURES);
    int width = model.embedDim();
    List<float[]> features = new ArrayList<>();
    for (int i = 0; i < batch.valid(); i++) {
      features.add(Arrays.copyOfRange(rows, i * width, (i + 1) * width));
    }
    return features;
  }

  @Override
  public List<Reconstruction> reconstruct(Batch batch) {
    Mask mask = masks.validation(batch);
    float[] predicted = compute(batch, mask, MaeNetwork.PREDICTION);
    List<Reconstruction> drawn = new ArrayList<>();
    for (int i = 0; i < batch.valid(); i++) {
      drawn.add(
          Reconstruction.of(batch, i, mask, predicted, grid, statistics, model.normPixLoss()));
    }
    return drawn;
  }

  /** Returns a value of a batch, row by row, computed without gradients. */
  private float[] compute(Batch batch, Mask mask, String value) {
    return buffers.during(
        () -> {
          BatchPlan plan = plan(batch.size(), mask.lenKeep(), value, false);
          plan.run(cut(batch, mask));
          return plan.value(value);
        });
  }

  private BatchPlan plan(int images, int keep, String value, boolean withGradients) {
    return plans.computeIfAbsent(
        new Purpose(images, keep, value, withGradients),
        purpose -> new BatchPlan(network, weights, images, keep, List.of(value), withGradients));
  }

  private MaskedPixels cut(Batch batch, Mask mask) {
    return new MaskedPixels(normalization.values(batch), mask, grid);
  }

  @Override
  public boolean isFinite() {
    return Double.isFinite(Blocks.norm(trainable.stream().map(weights::get).toList()));
  }

  @Override
  public void save(Path folder) throws IOException {
    weights.save(folder.resolve(Checkpoint.MODEL));
    optimizer.state().save(folder.resolve(Checkpoint.OPTIMIZER));
    if (average.isPresent()) {
      average.get().average().save(folder.resolve(Checkpoint.AVERAGE));
    }
  }

  @Override
  public void load(Path folder) {
    weights.load(folder.resolve(Checkpoint.MODEL));
    optimizer.state().load(folder.resolve(Checkpoint.OPTIMIZER));
    average.ifPresent(kept -> kept.average().load(folder.resolve(Checkpoint.AVERAGE)));
  }

  @Override
  public void close() {
    plans.values().forEach(BatchPlan::close);
    gradient.close();
    average.ifPresent(WeightAverage::close);
    optimizer.close();
    weights.close();
    threads.close();
  }
}
