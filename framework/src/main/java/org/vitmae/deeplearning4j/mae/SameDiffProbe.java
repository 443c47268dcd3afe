package org.vitmae.deeplearning4j.mae;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.deeplearning4j.Nd4jStart;
import org.vitmae.deeplearning4j.PixelNormalization;
import org.vitmae.masking.Mask;
import org.vitmae.model.InitialValues;
import org.vitmae.model.PatchGrid;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.train.TrainingLoss;
import org.vitmae.train.WeightTransfer;
import org.vitmae.weights.TensorOrigin;

/**
 * A linear classifier, or one with hidden layers, on the features of a frozen encoder, trained on
 * Deeplearning4j: 32 bits on the CPU. Its files are those of the same probe on libtorch. Not to be
 * used inside a native scope.
 */
public final class SameDiffProbe implements AutoCloseable {
  private final PatchGrid grid;
  private final PixelNormalization normalization;
  private final Encoder encoder;
  private final FeatureNorm norm;
  private final ProbeHead head;
  private final Criterion criterion;
  private final Parameters weights;
  private final List<TensorOrigin> origins;
  private final Training training;
  private final EngineThreads threads;
  private final Map<Integer, BatchPlan> encoderPlans = new HashMap<>();
  private final Map<Purpose, BatchPlan> headPlans = new HashMap<>();

  /** What a plan of the head is for. */
  private record Purpose(int images, boolean learning) {}

  /**
   * What a head learns from.
   *
   * @param images N
   * @param features [N, D]
   * @param targets [N, C]
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Examples(int images, float[] features, float[] targets) {}

  /**
   * Restores the encoder, if the request has weights for it, and draws the head.
   *
   * @param widths of the features, of each hidden layer, and of the outputs
   */
  public SameDiffProbe(ArmRequest request, int[] widths, TrainingLoss loss) {
    Nd4jStart.beforeTraining();
    this.grid = PatchGrid.of(request.model(), request.data());
    this.normalization = new PixelNormalization(request.data());
    this.criterion = Criterion.of(loss);
    InitialValues values = new InitialValues(request.seed());
    InitialParameters ofEncoder = new InitialParameters(values);
    InitialParameters ofHead = new InitialParameters(values);
    this.encoder = new Encoder(ofEncoder, request.model(), grid);
    FeatureNorm.create(ofHead, widths[0]);
    this.head = ProbeHead.create(ofHead, widths);
    this.weights = Parameters.of(ofEncoder, DataType.FLOAT);
    this.origins =
        request
            .encoderWeights()
            .map(
                path ->
                    WeightTransfer.load(
                        path, weights.shapes(), request.model(), grid, weights::set))
            .orElse(List.of());
    weights.addAll(ofHead);
    this.norm = new FeatureNorm(weights);
    RecipeConfig recipe = request.arm().train();
    List<String> learned = ofHead.trainable();
    this.training =
        new Training(
            weights,
            learned,
            () -> optimizer(recipe, learned, request.model().depth()),
            recipe.emaDecay());
    this.threads = new EngineThreads();
  }

  private Optimizer optimizer(RecipeConfig recipe, List<String> learned, int depth) {
    return switch (recipe.optimizer()) {
      case LARS -> new Lars(weights, learned, recipe.beta1(), recipe.weightDecay());
      case ADAMW ->
          new AdamW(
              weights,
              ParameterGroup.of(
                  weights.ranks(learned),
                  WeightDecayRule.FINE_TUNING,
                  recipe.weightDecay(),
                  new LayerDecay(recipe.layerDecay(), depth)),
              recipe.beta1(),
              recipe.beta2(),
              recipe.clipGradNorm());
    };
  }

  /** Returns what became of every tensor of the weights that the encoder started from. */
  public List<TensorOrigin> origins() {
    return origins;
  }

  /** Returns what the encoder makes of a batch, [N, D]. */
  public float[] features(Batch batch) {
    int images = batch.size();
    MaskedPixels pixels =
        new MaskedPixels(normalization.values(batch), Mask.none(images, grid.length()), grid);
    return training.computed(
        () -> {
          BatchPlan plan = encoderPlans.computeIfAbsent(images, this::encoderPlan);
          plan.run(name -> encoder.input(name, pixels, weights));
          return plan.value(Encoder.FEATURES);
        });
  }

  private BatchPlan encoderPlan(int images) {
    Graph graph = new Graph(weights.type());
    encoder.apply(graph, images, grid.length());
    return new BatchPlan(graph, weights, List.of(Encoder.FEATURES), false);
  }

  /**
   * Makes one update of the head.
   *
   * @param examples gives the features and targets of a batch
   */
  public void step(
      List<Batch> microBatches, Function<Batch, Examples> examples, double learningRate) {
    training.step(microBatches, batch -> learn(examples.apply(batch)), learningRate);
  }

  private BatchPlan learn(Examples examples) {
    BatchPlan plan = headPlan(examples.images(), true);
    float[] features = norm.train(examples.features());
    plan.run(name -> name.equals(ProbeHead.FEATURES) ? features : examples.targets());
    return plan;
  }

  private BatchPlan headPlan(int images, boolean learning) {
    return headPlans.computeIfAbsent(
        new Purpose(images, learning),
        purpose ->
            new BatchPlan(
                head.graph(weights.type(), images, criterion),
                weights,
                List.of(learning ? BatchPlan.LOSSES : ProbeHead.OUTPUTS),
                learning));
  }

  /**
   * Returns what the head makes of features [N, D] in evaluation, [N, C].
   *
   * @param images N
   */
  public float[] outputs(int images, float[] features) {
    return training.computed(
        () -> {
          BatchPlan plan = headPlan(images, false);
          plan.run(name -> norm.evaluate(features));
          return plan.value(ProbeHead.OUTPUTS);
        });
  }

  /** Returns the loss of every step since the last call, oldest first, and forgets them. */
  public double[] takeLosses() {
    return training.takeLosses();
  }

  /** Runs something with the weights that would be kept: the averaged ones, if there are any. */
  public <T> T withKeptWeights(Supplier<T> action) {
    return training.withKeptWeights(action);
  }

  /** Tells whether all learned weights are finite. */
  public boolean isFinite() {
    return training.isFinite();
  }

  /** Writes encoder, head and optimizer state into an existing empty folder. */
  public void save(Path folder) throws IOException {
    training.save(folder);
  }

  /** Restores what {@link #save} wrote. */
  public void load(Path folder) {
    training.load(folder);
  }

  /** Restores of what {@link #save} wrote the weights that would be kept. */
  public void loadWeights(Path folder) {
    training.loadKeptWeights(folder);
  }

  @Override
  public void close() {
    encoderPlans.values().forEach(BatchPlan::close);
    headPlans.values().forEach(BatchPlan::close);
    training.close();
    threads.close();
  }
}
