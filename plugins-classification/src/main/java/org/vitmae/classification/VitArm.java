package org.vitmae.classification;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.classification.deeplearning4j.ClassificationMetrics;
import org.vitmae.classification.deeplearning4j.ConfusionCsv;
import org.vitmae.classification.deeplearning4j.Labels;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.PixelNormalization;
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
import org.vitmae.train.WeightTransfer;
import org.vitmae.weights.TensorOrigin;

/** A Vision Transformer learning to classify, on libtorch. */
final class VitArm implements Arm {
  private final ArmRequest request;
  private final PatchGrid grid;
  private final PixelNormalization normalization;
  private final VitClassifier model;
  private final Inference inference;
  private final List<TensorOrigin> origins;
  private final TorchLearner learner;

  /**
   * Puts an arm together.
   *
   * @param parameters the classifier's tensors, trainable or not as the protocol wants them; owned
   *     by the arm from here on
   */
  VitArm(ArmRequest request, VitClassifier model, NamedParameters parameters) {
    this.request = request;
    this.grid = PatchGrid.of(request.model(), request.data());
    this.normalization =
        PixelNormalization.of(request.data(), request.model().patchSize(), request.device());
    this.model = model;
    this.inference = new Inference(request.device(), request.precision());
    this.origins =
        request
            .encoderWeights()
            .map(
                path ->
                    WeightTransfer.load(
                        path, parameters, VitClassifier::isPretrained, request.model(), grid))
            .orElse(List.of());
    this.learner =
        new TorchLearner(
            parameters,
            this::loss,
            batches -> judge(batches).values(),
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
    DropPath dropPath =
        DropPath.draw(
            recipe.dropPath(),
            request.model().depth(),
            request.seed(),
            batch.epoch(),
            batch.ids(),
            request.device());
    long[] labels = java.util.Arrays.stream(labels(batch)).asLongStream().toArray();
    return Losses.crossEntropy(
        model.logits(images(batch), dropPath),
        Tensors.of(labels, request.device(), labels.length),
        recipe.labelSmoothing());
  }

  private ClassificationMetrics judge(Iterable<Batch> batches) {
    ClassificationMetrics metrics = new ClassificationMetrics(request.classNames().size());
    inference.forEach(
        batches,
        batch -> Tensors.toFloats(model.logits(images(batch), DropPath.NONE)),
        (batch, logits) -> metrics.add(logits, labels(batch), batch.valid()));
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
    ClassificationMetrics metrics = learner.withKeptWeights(() -> judge(batches));
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
    learner.load(folder);
  }

  @Override
  public void close() {
    learner.close();
    normalization.close();
  }
}
