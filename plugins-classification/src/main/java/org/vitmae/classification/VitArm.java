package org.vitmae.classification;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.classification.deeplearning4j.ClassificationMetrics;
import org.vitmae.classification.deeplearning4j.ConfusionCsv;
import org.vitmae.classification.deeplearning4j.Labels;
import org.vitmae.classification.deeplearning4j.Nd4jStart;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.PixelNormalization;
import org.vitmae.model.TunedPart;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.Lars;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.Optimizer;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.run.Scores;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.Inference;
import org.vitmae.train.TorchLearner;
import org.vitmae.weights.TensorOrigin;

/** A Vision Transformer learning to classify, on libtorch. */
final class VitArm implements Arm {
  private final ArmRequest request;
  private final PatchGrid grid;
  private final PixelNormalization normalization;
  private final VitClassifier model;
  private final TunedPart tuned;
  private final Optional<FeatureCache> cache;
  private final boolean cachesTraining;
  private final Inference inference;
  private final List<TensorOrigin> origins;
  private final TorchLearner learner;

  /**
   * Puts an arm together.
   *
   * @param parameters the classifier's tensors, trainable or not as the protocol wants them; owned
   *     by the arm from here on
   * @param tuned the part of the encoder that learns; the rest runs as in evaluation
   * @param cache what keeps features between epochs; empty if the encoder or what follows it up to
   *     the features learns
   */
  VitArm(
      ArmRequest request,
      VitClassifier model,
      NamedParameters parameters,
      TunedPart tuned,
      Optional<FeatureCache> cache) {
    Nd4jStart.beforeTraining();
    this.request = request;
    this.grid = PatchGrid.of(request.model(), request.data());
    this.normalization =
        PixelNormalization.of(request.data(), request.model().patchSize(), request.device());
    this.model = model;
    this.tuned = tuned;
    this.cache = cache;
    this.cachesTraining = cache.isPresent() && FeatureCache.servesTraining(request);
    this.inference = new Inference(request.device(), request.precision());
    this.origins = VitClassifier.loadEncoder(request, parameters);
    this.learner =
        new TorchLearner(
            parameters,
            this::loss,
            batches -> judge(batches, this::cachedLogits, (ids, top1) -> {}).values(),
            optimizer(request.arm().train(), request.model(), parameters, request.device()),
            request.arm().train().emaDecay(),
            request.device(),
            request.precision());
  }

  static Optimizer optimizer(
      RecipeConfig recipe, ModelConfig model, NamedParameters parameters, Device device) {
    return switch (recipe.optimizer()) {
      case LARS -> new Lars(parameters, recipe.beta1(), recipe.weightDecay());
      case ADAMW ->
          new AdamW(
              parameters,
              ParameterGroup.of(
                  parameters,
                  WeightDecayRule.FINE_TUNING,
                  recipe.weightDecay(),
                  new LayerDecay(recipe.layerDecay(), model.depth())),
              recipe.beta1(),
              recipe.beta2(),
              recipe.clipGradNorm(),
              device);
    };
  }

  private Tensor loss(Batch batch) {
    RecipeConfig recipe = request.arm().train();
    Mix mix = Mix.draw(recipe.mix(), request.seed(), batch);
    if (mix.isNone()) {
      long[] labels = Arrays.stream(labels(batch)).asLongStream().toArray();
      return Losses.crossEntropy(
          cachesTraining ? cachedLogits(batch) : logits(batch, dropPath(batch)),
          Tensors.of(labels, request.device(), labels.length),
          recipe.labelSmoothing());
    }
    PatchedImages mixed = Mixing.apply(mix, images(batch), grid, request.device());
    return Mixing.loss(
        mix,
        model.logits(mixed, dropPath(batch)),
        labels(batch),
        recipe.labelSmoothing(),
        request.device());
  }

  private DropPath dropPath(Batch batch) {
    return DropPath.draw(
            request.arm().train().dropPath(),
            request.model().depth(),
            request.seed(),
            batch.epoch(),
            batch.ids(),
            request.device())
        .in(tuned);
  }

  private Tensor logits(Batch batch, DropPath dropPath) {
    return model.classify(model.features(images(batch), dropPath));
  }

  private Tensor cachedLogits(Batch batch) {
    return cache
        .map(kept -> model.classify(kept.of(batch, this::features)))
        .orElseGet(() -> logits(batch, DropPath.NONE));
  }

  private Tensor features(Batch batch) {
    return model.features(images(batch), DropPath.NONE);
  }

  private ClassificationMetrics judge(
      Iterable<Batch> batches, Function<Batch, Tensor> logits, BiConsumer<long[], double[]> top1) {
    ClassificationMetrics metrics = new ClassificationMetrics(request.classNames().size());
    inference.forEach(
        batches,
        batch -> Tensors.toFloats(logits.apply(batch)),
        (batch, scores) ->
            top1.accept(batch.ids(), metrics.add(scores, labels(batch), batch.valid())));
    return metrics;
  }

  private PatchedImages images(Batch batch) {
    return PatchedImages.of(batch, grid, normalization, request.device());
  }

  private int[] labels(Batch batch) {
    return Labels.of(batch, request.classNames().size());
  }

  @Override
  public void step(List<Batch> microBatches, double learningRate) {
    learner.step(microBatches, learningRate);
  }

  @Override
  public double[] takeLosses() {
    return learner.takeLosses();
  }

  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    return learner.evaluate(batches);
  }

  @Override
  public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) throws IOException {
    Scores scores = new Scores();
    ClassificationMetrics metrics =
        learner.withKeptWeights(
            () -> judge(batches, batch -> logits(batch, DropPath.NONE), scores::add));
    scores.write(cellFolder);
    ConfusionCsv.write(
        cellFolder.resolve("confusion.csv"), request.classNames(), metrics.confusion());
    return metrics.values();
  }

  @Override
  public List<TensorOrigin> origins() {
    return origins;
  }

  @Override
  public boolean isFinite() {
    return learner.isFinite();
  }

  @Override
  public void save(Path folder) throws IOException {
    learner.save(folder);
  }

  @Override
  public void load(Path folder) {
    cache.ifPresent(FeatureCache::clear);
    learner.load(folder);
  }

  @Override
  public void close() {
    learner.close();
    normalization.close();
  }
}
