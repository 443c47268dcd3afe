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
import org.vitmae.train.Learner;

/** Weights in training with all that changes them, whatever they belong to. */
final class Training implements AutoCloseable {
  private final Parameters weights;
  private final List<String> trainable;
  private final Supplier<Optimizer> optimizer;
  private final double emaDecay;
  private final KeptBuffers buffers = KeptBuffers.ofNd4j();
  private final MeanGradient gradient = new MeanGradient();
  private final List<Double> losses = new ArrayList<>();
  private Optional<Changes> changes = Optional.empty();

  /**
   * What changes the weights, made when it is first needed: weights that are only used have none.
   */
  private record Changes(Optimizer optimizer, Optional<WeightAverage> average) {
    void close() {
      average.ifPresent(WeightAverage::close);
      optimizer.close();
    }
  }

  /**
   * Takes ownership of the weights.
   *
   * @param trainable names of the weights that learn
   * @param optimizer makes the optimizer, which is then owned, too
   * @param emaDecay decay of the averaged weights; 0 switches averaging off
   */
  Training(
      Parameters weights, List<String> trainable, Supplier<Optimizer> optimizer, double emaDecay) {
    this.weights = weights;
    this.trainable = trainable;
    this.optimizer = optimizer;
    this.emaDecay = emaDecay;
  }

  private Changes changes() {
    if (changes.isEmpty()) {
      changes =
          Optional.of(
              new Changes(
                  optimizer.get(),
                  emaDecay == 0
                      ? Optional.empty()
                      : Optional.of(new WeightAverage(weights, trainable, emaDecay))));
    }
    return changes.get();
  }

  /**
   * Makes one update from the mean gradient over batches of equal size.
   *
   * @param computation runs a plan with gradients on a batch and returns it
   */
  <B> void step(List<B> microBatches, Function<B, BatchPlan> computation, double learningRate) {
    Learner.requireSome(microBatches);
    Changes current = changes();
    losses.add(
        computed(
            () -> {
              gradient.begin();
              double loss = 0;
              for (int i = 0; i < microBatches.size(); i++) {
                BatchPlan plan = computation.apply(microBatches.get(i));
                gradient.add(plan.gradients(), i == microBatches.size() - 1);
                loss += plan.meanLoss() / microBatches.size();
              }
              gradient.apply(current.optimizer(), learningRate);
              current.average().ifPresent(WeightAverage::update);
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
    Optional<WeightAverage> average = changes.flatMap(Changes::average);
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
    Changes current = changes();
    weights.save(folder.resolve(Checkpoint.MODEL));
    current.optimizer().state().save(folder.resolve(Checkpoint.OPTIMIZER));
    if (current.average().isPresent()) {
      current.average().get().average().save(folder.resolve(Checkpoint.AVERAGE));
    }
  }

  void load(Path folder) {
    Changes current = changes();
    weights.load(folder.resolve(Checkpoint.MODEL));
    current.optimizer().state().load(folder.resolve(Checkpoint.OPTIMIZER));
    current.average().ifPresent(kept -> kept.average().load(folder.resolve(Checkpoint.AVERAGE)));
  }

  /** Restores the weights that would be kept, and frees what training needs besides. */
  void loadKeptWeights(Path folder) {
    changes.ifPresent(Changes::close);
    changes = Optional.empty();
    weights.load(folder.resolve(Checkpoint.MODEL));
    if (emaDecay != 0) {
      weights.load(folder.resolve(Checkpoint.AVERAGE), trainable);
    }
  }

  @Override
  public void close() {
    gradient.close();
    changes.ifPresent(Changes::close);
    changes = Optional.empty();
    weights.close();
  }
}
