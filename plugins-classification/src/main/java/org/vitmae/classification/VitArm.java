package org.vitmae.classification;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.classification.targets.Judge;
import org.vitmae.classification.targets.Target;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.deeplearning4j.Nd4jStart;
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
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.Inference;
import org.vitmae.train.TorchLearner;
import org.vitmae.weights.TensorOrigin;

/** A Vision Transformer learning a target, on libtorch. */
final class VitArm implements Arm {
  private final ArmRequest request;
  private final Target target;
  private final TargetLoss loss;
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
   * @param model has the target's number of outputs
   * @param parameters the model's tensors, trainable or not as the protocol wants them; owned by
   *     the arm from here on
   * @param tuned the part of the encoder that learns; the rest runs as in evaluation
   * @param cache what keeps features between epochs; empty if the encoder or what follows it up to
   *     the features learns
   */
  VitArm(
      ArmRequest request,
      Target target,
      VitClassifier model,
      NamedParameters parameters,
      TunedPart tuned,
      Optional<FeatureCache> cache) {
    Nd4jStart.beforeTraining();
    this.request = request;
    this.target = target;
    this.loss = new TargetLoss(target, request.arm().train().labelSmoothing(), request.device());
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
            batches -> judge(batches, this::cachedLogits).values(),
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
    Mix mix = Mix.draw(request.arm().train().mix(), request.seed(), batch);
    return loss.of(mix.isNone() ? trainingLogits(batch) : mixedLogits(batch, mix), batch, mix);
  }

  private Tensor trainingLogits(Batch batch) {
    return cachesTraining ? cachedLogits(batch) : logits(batch, dropPath(batch));
  }

  private Tensor mixedLogits(Batch batch, Mix mix) {
    PatchedImages mixed = Mixing.apply(mix, images(batch), grid, request.device());
    return model.logits(mixed, dropPath(batch));
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

  private Judge judge(Iterable<Batch> batches, Function<Batch, Tensor> logits) {
    Judge judge = target.judge();
    inference.forEach(
        batches,
        batch -> Tensors.toFloats(logits.apply(batch)),
        (batch, outputs) -> judge.add(outputs, batch));
    return judge;
  }

  private PatchedImages images(Batch batch) {
    return PatchedImages.of(batch, grid, normalization, request.device());
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
    Judge judge =
        learner.withKeptWeights(() -> judge(batches, batch -> logits(batch, DropPath.NONE)));
    judge.write(cellFolder);
    return judge.values();
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
