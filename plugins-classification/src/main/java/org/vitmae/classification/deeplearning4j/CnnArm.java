package org.vitmae.classification.deeplearning4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.classification.targets.Judge;
import org.vitmae.classification.targets.Target;
import org.vitmae.config.ArmConfig.Initialization;
import org.vitmae.config.ConfigException;
import org.vitmae.config.RecipeConfig;
import org.vitmae.config.RecipeConfig.OptimizerKind;
import org.vitmae.data.Batch;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/**
 * A convolutional network trained from random weights by Deeplearning4j: the supervised baseline.
 *
 * <p>It always runs on the CPU in 32 bits, whatever device and precision the Vision Transformers
 * use. Its optimizer is Deeplearning4j's Adam with decoupled weight decay of the matrices.
 */
public final class CnnArm implements Arm {
  private static final int BACKWARD_AND_FORWARD = 3; // a backward pass costs two forward passes

  private final RecipeConfig recipe;
  private final Target target;
  private final long seed;
  private final PixelNormalization normalization;
  private final ComputationGraph graph;
  private final NetworkUpdate update;
  private final List<Double> losses = new ArrayList<>();

  /**
   * Builds the network with weights drawn from the request's seed.
   *
   * @param target has as many outputs as the request has class names
   * @throws ConfigException if the recipe asks for something this network cannot do
   */
  public CnnArm(Architecture architecture, ArmRequest request, Target target) {
    check(request);
    recipe = request.arm().train();
    this.target = target;
    seed = request.seed();
    normalization = new PixelNormalization(request.data());
    LearningRate rate = new LearningRate();
    graph =
        new ComputationGraph(
            architecture
                .network(request)
                .configuration(training(recipe, rate, request.seed()), target.loss()));
    graph.init();
    update = new NetworkUpdate(graph, rate, recipe.clipGradNorm());
  }

  /**
   * Checks a request and sizes its network.
   *
   * @throws ConfigException if the recipe asks for something this network cannot do
   */
  public static ArmPlan plan(Architecture architecture, ArmRequest request) {
    check(request);
    Network network = architecture.network(request);
    return new ArmPlan(
        "deeplearning4j",
        Device.CPU,
        Precision.FP32,
        network.parameters(),
        network.parameters(),
        BACKWARD_AND_FORWARD * network.forwardFlops());
  }

  @Override
  public void step(List<Batch> microBatches, double learningRate) {
    double loss = 0;
    for (Batch batch : microBatches) {
      Mix mix = Mix.draw(recipe.mix(), seed, batch);
      try (INDArray images = normalization.images(batch, mix);
          INDArray targets = targets(batch, mix)) {
        loss += update.add(images, targets) / microBatches.size();
      }
    }
    update.apply(learningRate);
    losses.add(loss);
  }

  private INDArray targets(Batch batch, Mix mix) {
    return Nd4j.create(target.rows(batch, mix), new long[] {batch.size(), target.width()}, 'c');
  }

  @Override
  public double[] takeLosses() {
    double[] taken = losses.stream().mapToDouble(Double::doubleValue).toArray();
    losses.clear();
    return taken;
  }

  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    return judge(batches).values();
  }

  @Override
  public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) throws IOException {
    Judge judge = judge(batches);
    judge.write(cellFolder);
    return judge.values();
  }

  private Judge judge(Iterable<Batch> batches) {
    Judge judge = target.judge();
    for (Batch batch : batches) {
      judge.add(logits(batch), batch);
    }
    return judge;
  }

  /** Returns [N, outputs], row by row. */
  float[] logits(Batch batch) {
    try (INDArray images = normalization.images(batch, Mix.NONE);
        INDArray logits =
            graph.output(List.of(Network.LOGITS), false, new INDArray[] {images}, null)[0];
        INDArray rows = logits.dup('c')) {
      return rows.data().asFloat();
    }
  }

  @Override
  public void save(Path folder) throws IOException {
    NetworkFiles.save(graph, folder);
  }

  @Override
  public void load(Path folder) {
    NetworkFiles.load(graph, folder);
  }

  @Override
  public void close() {
    update.close();
    graph.close();
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }

  private static NeuralNetConfiguration.Builder training(
      RecipeConfig recipe, LearningRate rate, long seed) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .updater(
            new Adam.Builder()
                .learningRateSchedule(rate)
                .beta1(recipe.beta1())
                .beta2(recipe.beta2())
                .build())
        .weightDecay(recipe.weightDecay(), true);
  }

  private static void check(ArmRequest request) {
    RecipeConfig recipe = request.arm().train();
    List<String> problems = new ArrayList<>();
    if (request.arm().initialization() != Initialization.RANDOM
        || request.encoderWeights().isPresent()) {
      problems.add(
          "initialization must be 'random' for protocol '%s', got '%s': a convolutional network has no Transformer encoder to start from."
              .formatted(
                  request.arm().protocol(),
                  request.arm().initialization().name().toLowerCase(Locale.ROOT)));
    }
    if (recipe.optimizer() != OptimizerKind.ADAMW) {
      problems.add(
          refusal(
              request, "optimizer", "adamw", recipe.optimizer().name().toLowerCase(Locale.ROOT)));
    }
    if (recipe.layerDecay() != 1) {
      problems.add(refusal(request, "layer-decay", "1", recipe.layerDecay()));
    }
    if (recipe.dropPath() != 0) {
      problems.add(refusal(request, "drop-path", "0", recipe.dropPath()));
    }
    if (recipe.emaDecay() != 0) {
      problems.add(refusal(request, "ema-decay", "0", recipe.emaDecay()));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private static String refusal(ArmRequest request, String key, String expected, Object found) {
    return "train.%s must be %s for protocol '%s', which does nothing else, got %s; set it in this arm."
        .formatted(key, expected, request.arm().protocol(), found);
  }
}
