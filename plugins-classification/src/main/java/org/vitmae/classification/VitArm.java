package org.vitmae.classification;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.classification.targets.Judge;
import org.vitmae.classification.targets.Target;
import org.vitmae.data.Batch;
import org.vitmae.deeplearning4j.Nd4jStart;
import org.vitmae.image.Image;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.PixelNormalization;
import org.vitmae.model.TunedPart;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Prediction;
import org.vitmae.plugin.TorchArm;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.Inference;

/** A Vision Transformer learning a target, on libtorch. */
final class VitArm extends TorchArm {
  private final Target target;
  private final TargetLoss targetLoss;
  private final PatchGrid grid;
  private final PixelNormalization normalization;
  private final VitClassifier model;
  private final TunedPart tuned;
  private final Optional<FeatureCache> cache;
  private final boolean cachesTraining;
  private final Inference inference;

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
    super(request, parameters, VitClassifier::isPretrained);
    Nd4jStart.beforeTraining();
    this.target = target;
    this.targetLoss =
        new TargetLoss(target, request.arm().train().labelSmoothing(), request.device());
    this.grid = PatchGrid.of(request.model(), request.data());
    this.normalization =
        PixelNormalization.of(request.data(), request.model().patchSize(), request.device());
    this.model = model;
    this.tuned = tuned;
    this.cache = cache;
    this.cachesTraining = cache.isPresent() && FeatureCache.servesTraining(request);
    this.inference = new Inference(request.device(), request.precision());
  }

  @Override
  protected Tensor loss(Batch batch) {
    Mix mix = Mix.draw(request().arm().train().mix(), request().seed(), batch);
    return targetLoss.of(
        mix.isNone() ? trainingLogits(batch) : mixedLogits(batch, mix), batch, mix);
  }

  private Tensor trainingLogits(Batch batch) {
    return cachesTraining ? cachedLogits(batch) : logits(batch, tunedPath(batch));
  }

  private Tensor mixedLogits(Batch batch, Mix mix) {
    PatchedImages mixed = Mixing.apply(mix, images(batch), grid, request().device());
    return model.logits(mixed, tunedPath(batch));
  }

  private DropPath tunedPath(Batch batch) {
    return dropPath(batch).in(tuned);
  }

  private Tensor logits(Batch batch, DropPath dropPath) {
    return model.classify(model.features(images(batch), dropPath));
  }

  private Tensor cachedLogits(Batch batch) {
    return cache
        .map(kept -> model.classify(known(kept, batch)))
        .orElseGet(() -> logits(batch, DropPath.NONE));
  }

  private Tensor known(FeatureCache kept, Batch batch) {
    float[] rows =
        kept.of(batch, fresh -> Tensors.toFloats(model.features(images(fresh), DropPath.NONE)));
    return Tensors.of(rows, request().device(), batch.size(), request().model().embedDim());
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
    return PatchedImages.of(batch, grid, normalization, request().device());
  }

  @Override
  protected Map<String, Double> validate(Iterable<Batch> batches) {
    return judge(batches, this::cachedLogits).values();
  }

  @Override
  public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) throws IOException {
    Judge judge = withKeptWeights(() -> judge(batches, batch -> logits(batch, DropPath.NONE)));
    judge.write(cellFolder);
    return judge.values();
  }

  @Override
  public Prediction predict(Image image) {
    Batch batch = request().batchOf(image);
    return target.answer(
        withKeptWeights(
            () -> inference.compute(() -> Tensors.toFloats(logits(batch, DropPath.NONE)))));
  }

  @Override
  public void load(Path folder) throws IOException {
    cache.ifPresent(FeatureCache::clear);
    super.load(folder);
  }

  @Override
  public void loadWeights(Path folder) {
    cache.ifPresent(FeatureCache::clear);
    super.loadWeights(folder);
  }

  @Override
  public void close() {
    super.close();
    normalization.close();
  }
}
