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
import org.vitmae.config.DataConfig;
import org.vitmae.config.MaskingConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.deeplearning4j.Nd4jStart;
import org.vitmae.deeplearning4j.PixelNormalization;
import org.vitmae.image.Normalization;
import org.vitmae.masking.Mask;
import org.vitmae.model.InitialValues;
import org.vitmae.model.PatchGrid;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.train.Pretraining;
import org.vitmae.train.PretrainingMasks;
import org.vitmae.train.Reconstruction;
import org.vitmae.train.WeightTransfer;
import org.vitmae.weights.TensorOrigin;

/** Pretraining on Deeplearning4j: 32 bits on the CPU. Not to be used inside a native scope. */
public final class SameDiffPretraining implements Pretraining {
  private final ModelConfig model;
  private final PatchGrid grid;
  private final PretrainingMasks masks;
  private final PixelNormalization normalization;
  private final Normalization pixels;
  private final MaeNetwork network;
  private final Parameters weights;
  private final List<TensorOrigin> origins;
  private final Training training;
  private final EngineThreads threads;
  private final Map<Purpose, BatchPlan> plans = new HashMap<>();

  /** What a plan is for; the last batch of an evaluation may need one of its own. */
  private record Purpose(int images, int keep, String value, boolean withGradients) {}

  /**
   * Makes a model and all that trains it by a recipe.
   *
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
      long seed,
      Optional<Path> start) {
    Nd4jStart.beforeTraining();
    this.model = model;
    this.grid = PatchGrid.of(model, data);
    this.masks = PretrainingMasks.of(masking, grid, seed);
    this.normalization = new PixelNormalization(data);
    this.pixels = new Normalization(data.mean(), data.std());
    InitialParameters initial = new InitialParameters(new InitialValues(seed));
    this.network = new MaeNetwork(initial, model, grid);
    this.weights = Parameters.of(initial, DataType.FLOAT);
    this.origins =
        start
            .map(path -> WeightTransfer.load(path, weights.shapes(), model, grid, weights::set))
            .orElse(List.of());
    List<String> learned = initial.trainable();
    this.training =
        new Training(
            weights, learned, () -> adamW(recipe, learned, model.depth()), recipe.emaDecay());
    this.threads = new EngineThreads();
  }

  private AdamW adamW(RecipeConfig recipe, List<String> learned, int depth) {
    return new AdamW(
        weights,
        ParameterGroup.of(
            weights.ranks(learned),
            WeightDecayRule.PRETRAINING,
            recipe.weightDecay(),
            new LayerDecay(recipe.layerDecay(), depth)),
        recipe.beta1(),
        recipe.beta2(),
        recipe.clipGradNorm());
  }

  @Override
  public List<TensorOrigin> origins() {
    return origins;
  }

  @Override
  public void step(List<Batch> microBatches, double learningRate) {
    training.step(
        microBatches,
        batch -> run(batch, masks.training(batch), BatchPlan.LOSSES, true),
        learningRate);
  }

  @Override
  public double[] takeLosses() {
    return training.takeLosses();
  }

  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    return withKeptWeights(
        () -> {
          double sum = 0;
          long count = 0;
          for (Batch batch : batches) {
            float[] losses = compute(batch, masks.validation(batch), BatchPlan.LOSSES);
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
    return training.withKeptWeights(action);
  }

  @Override
  public List<float[]> features(Batch batch) {
    float[] rows = compute(batch, Mask.none(batch.size(), grid.length()), Encoder.FEATURES);
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
      drawn.add(Reconstruction.of(batch, i, mask, predicted, grid, pixels, model.normPixLoss()));
    }
    return drawn;
  }

  /** Returns a value of a batch, row by row, computed without gradients. */
  private float[] compute(Batch batch, Mask mask, String value) {
    return training.computed(() -> run(batch, mask, value, false).value(value));
  }

  private BatchPlan run(Batch batch, Mask mask, String value, boolean withGradients) {
    int images = batch.size();
    int keep = mask.lenKeep();
    BatchPlan plan =
        plans.computeIfAbsent(
            new Purpose(images, keep, value, withGradients),
            purpose ->
                new BatchPlan(
                    network.graph(weights.type(), images, keep),
                    weights,
                    List.of(value),
                    withGradients));
    MaskedPixels pixels = new MaskedPixels(normalization.values(batch), mask, grid);
    plan.run(name -> network.input(name, pixels, weights));
    return plan;
  }

  @Override
  public boolean isFinite() {
    return training.isFinite();
  }

  @Override
  public void save(Path folder) throws IOException {
    training.save(folder);
  }

  @Override
  public void load(Path folder) {
    training.load(folder);
  }

  @Override
  public void close() {
    plans.values().forEach(BatchPlan::close);
    training.close();
    threads.close();
  }
}
