package org.vitmae.deeplearning4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.vitmae.config.Engine;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.Learner;

/**
 * A network from random weights in training, whatever its task.
 *
 * <p>It always runs on the CPU in 32 bits. Its optimizer is Deeplearning4j's Adam with decoupled
 * weight decay of the matrices. Not thread-safe.
 */
public final class TrainedNetwork implements AutoCloseable {
  private static final long STAND_IN_FOR_ZERO = -1; // ND4J takes 0 for "by the clock"

  private static final int BACKWARD_AND_FORWARD = 3; // a backward pass costs two forward passes

  private final ComputationGraph graph;
  private final NetworkUpdate update;
  private final KeptBuffers buffers = KeptBuffers.ofNd4j();
  private final List<Double> losses = new ArrayList<>();
  private boolean closed;

  /**
   * What a batch is to a network; closed after the step.
   *
   * @param images [N, C, H, W]
   * @param targets N rows of whatever the loss compares with
   */
  public record Examples(INDArray images, INDArray targets) implements AutoCloseable {
    @Override
    public void close() {
      images.close();
      targets.close();
    }
  }

  /**
   * Builds a network with weights drawn from a seed.
   *
   * @param recipe what {@link RecipeLimits} lets pass
   * @param network adds the layers to what training asks of every layer
   */
  public TrainedNetwork(
      RecipeConfig recipe,
      long seed,
      Function<NeuralNetConfiguration.Builder, ComputationGraphConfiguration> network) {
    LearningRate rate = new LearningRate();
    graph = new ComputationGraph(network.apply(training(recipe, rate, seed)));
    graph.init();
    update = new NetworkUpdate(graph, rate, recipe.clipGradNorm());
  }

  private static NeuralNetConfiguration.Builder training(
      RecipeConfig recipe, LearningRate rate, long seed) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed == 0 ? STAND_IN_FOR_ZERO : seed)
        .updater(
            new Adam.Builder()
                .learningRateSchedule(rate)
                .beta1(recipe.beta1())
                .beta2(recipe.beta2())
                .build())
        .weightDecay(recipe.weightDecay(), true);
  }

  /**
   * Sizes an arm that trains such a network.
   *
   * @param parameters number of weights
   * @param forwardFlops floating-point operations of one image's forward pass
   */
  public static ArmPlan plan(long parameters, double forwardFlops) {
    return new ArmPlan(
        Engine.DEEPLEARNING4J.label(),
        Device.CPU,
        Precision.FP32,
        parameters,
        parameters,
        BACKWARD_AND_FORWARD * forwardFlops);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this network is closed; it cannot be used or saved");
    }
  }

  /** Makes one update from the mean gradient over batches of equal size. */
  public void step(
      List<Batch> microBatches, Function<Batch, Examples> examples, double learningRate) {
    Learner.requireSome(microBatches);
    requireOpen();
    losses.add(buffers.during(() -> update(microBatches, examples, learningRate)));
  }

  private double update(
      List<Batch> microBatches, Function<Batch, Examples> examples, double learningRate) {
    update.begin();
    double loss = 0;
    for (Batch batch : microBatches) {
      try (Examples ready = examples.apply(batch)) {
        loss += update.add(ready.images(), ready.targets()) / microBatches.size();
      }
    }
    update.apply(learningRate);
    return loss;
  }

  /** Returns the loss of every step since the last call, without the penalty of weight decay. */
  public double[] takeLosses() {
    double[] taken = losses.stream().mapToDouble(Double::doubleValue).toArray();
    losses.clear();
    return taken;
  }

  /**
   * Returns what a vertex computes in evaluation, row by row.
   *
   * @param images [N, C, H, W]
   */
  public float[] output(String vertex, INDArray images) {
    requireOpen();
    return buffers.during(
        () -> {
          try (INDArray values =
                  graph.output(List.of(vertex), false, new INDArray[] {images}, null)[0];
              INDArray rows = values.dup('c')) {
            return rows.data().asFloat();
          }
        });
  }

  /** Tells whether all weights are finite. */
  public boolean isFinite() {
    requireOpen();
    return buffers.during(() -> Double.isFinite(graph.params().norm2Number().doubleValue()));
  }

  /**
   * Writes weights, running statistics and optimizer state.
   *
   * @throws IOException if the folder cannot be written
   */
  public void save(Path folder) throws IOException {
    requireOpen();
    NetworkFiles.save(graph, folder);
  }

  /**
   * Restores what {@link #save} wrote.
   *
   * @throws org.vitmae.checkpoint.CheckpointException if a file is damaged or belongs to another
   *     network
   */
  public void load(Path folder) {
    requireOpen();
    NetworkFiles.load(graph, folder);
  }

  /**
   * Restores weights and running statistics of what {@link #save} wrote.
   *
   * @throws org.vitmae.checkpoint.CheckpointException if the file is damaged or belongs to another
   *     network
   */
  public void loadWeights(Path folder) {
    requireOpen();
    NetworkFiles.loadWeights(graph, folder);
  }

  @Override
  public void close() {
    closed = true;
    update.close();
    graph.close();
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }
}
