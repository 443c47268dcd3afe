package org.vitmae.deeplearning4j.mae;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.deeplearning4j.KeptBuffers;

/** Weights in training with all that changes them, whatever they belong to. */
final class Training implements AutoCloseable {
  private final Parameters weights;
  private final List<String> trainable;
  private final Optimizer optimizer;
  private final Optional<WeightAverage> average;
  private final KeptBuffers buffers = KeptBuffers.ofNd4j();
  private final MeanGradient gradient = new MeanGradient();
  private final List<Double> losses = new ArrayList<>();

  /**
   * Takes ownership of weights and optimizer.
   *
   * @param trainable names of the weights that learn
   * @param emaDecay decay of the averaged weights; 0 switches averaging off
   */
  Training(Parameters weights, List<String> trainable, Optimizer optimizer, double emaDecay) {
    this.weights = weights;
    this.trainable = trainable;
    this.optimizer = optimizer;
    this.average =
        emaDecay == 0
            ? Optional.empty()
            : Optional.of(new WeightAverage(weights, trainable, emaDecay));
  }

  /**
   * Makes one update from the mean gradient over batches of equal size.
   *
   * @param computation runs a plan with gradients on a batch and returns it
   */
  <B> void step(List<B> microBatches, Function<B, BatchPlan> computation, double learningRate) {
    losses.add(
        computed(
            () -> {
              double loss = 0;
              for (int i = 0; i < microBatches.size(); i++) {
                BatchPlan plan = computation.apply(microBatches.get(i));
                gradient.add(plan.gradients(), i == microBatches.size() - 1);
                loss += plan.meanLoss() / microBatches.size();
              }
              gradient.apply(optimizer, learningRate);
              average.ifPresent(WeightAverage::update);
              return loss;
            }));
  }

  /** Computes something; none of its arrays is freed before its end. */
  <T> T computed(Supplier<T> computation) {
    return buffers.during(computation);
  }

  double[] takeLosses() {
    double[] taken = losses.stream().mapToDouble(Double::doubleValue).toArray();
    losses.clear();
    return taken;
  }

  /** Runs something with the weights that would be kept: the averaged ones, if there are any. */
  <T> T withKeptWeights(Supplier<T> action) {
    average.ifPresent(WeightAverage::swap);
    try {
      return action.get();
    } finally {
      average.ifPresent(WeightAverage::swap);
    }
  }

  boolean isFinite() {
    return Double.isFinite(Blocks.norm(trainable.stream().map(weights::get).toList()));
  }

  void save(Path folder) throws IOException {
    weights.save(folder.resolve(Checkpoint.MODEL));
    optimizer.state().save(folder.resolve(Checkpoint.OPTIMIZER));
    if (average.isPresent()) {
      average.get().average().save(folder.resolve(Checkpoint.AVERAGE));
    }
  }

  void load(Path folder) {
    weights.load(folder.resolve(Checkpoint.MODEL));
    optimizer.state().load(folder.resolve(Checkpoint.OPTIMIZER));
    average.ifPresent(kept -> kept.average().load(folder.resolve(Checkpoint.AVERAGE)));
  }

  @Override
  public void close() {
    gradient.close();
    average.ifPresent(WeightAverage::close);
    optimizer.close();
    weights.close();
  }
}
