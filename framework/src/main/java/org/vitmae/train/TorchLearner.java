package org.vitmae.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.data.Batch;
import org.vitmae.optim.Optimizer;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.ListOps;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/**
 * Trains a model on libtorch: forward pass under autocast, backward pass, one optimizer update, all
 * in one native scope per batch.
 *
 * <p>Losses stay on the device until they are asked for, so that a step never waits for one.
 */
public final class TorchLearner implements Learner {
  private final NamedParameters parameters;
  private final Objective objective;
  private final Function<Iterable<Batch>, Map<String, Double>> evaluation;
  private final Supplier<Optimizer> optimizer;
  private final double emaDecay;
  private final Device device;
  private final Precision precision;
  private final List<Tensor> losses = new ArrayList<>();
  private Optional<Changes> changes = Optional.empty();
  private boolean closed;

  /**
   * What changes the weights, made when it is first needed: weights that are only used have none.
   */
  private record Changes(Optimizer optimizer, Optional<WeightEma> ema) {
    void close() {
      ema.ifPresent(WeightEma::close);
      optimizer.close();
    }
  }

  /**
   * The parameters stay their model's to close.
   *
   * @param optimizer makes the optimizer, which the learner then owns
   * @param evaluation computes metrics with the weights as they are; called without gradients
   * @param emaDecay decay of the averaged weights; 0 switches averaging off
   */
  public TorchLearner(
      NamedParameters parameters,
      Objective objective,
      Function<Iterable<Batch>, Map<String, Double>> evaluation,
      Supplier<Optimizer> optimizer,
      double emaDecay,
      Device device,
      Precision precision) {
    this.parameters = parameters;
    this.objective = objective;
    this.evaluation = evaluation;
    this.optimizer = optimizer;
    this.emaDecay = emaDecay;
    this.device = device;
    this.precision = precision;
  }

  private Changes changes() {
    if (closed) {
      throw new IllegalStateException("this learner is closed; it cannot train or be saved");
    }
    if (changes.isEmpty()) {
      changes =
          Optional.of(
              new Changes(
                  optimizer.get(),
                  emaDecay == 0
                      ? Optional.empty()
                      : Optional.of(new WeightEma(parameters, emaDecay))));
    }
    return changes.get();
  }

  @Override
  public void step(List<Batch> microBatches, double learningRate) {
    Learner.requireSome(microBatches);
    Changes current = changes();
    try (Scope scope = new Scope()) {
      List<Tensor> parts = new ArrayList<>();
      try {
        for (Batch batch : microBatches) {
          parts.add(backward(batch, 1.0 / microBatches.size(), scope));
        }
        current.optimizer().step(learningRate);
      } finally {
        clearGradients();
      }
      current.ema().ifPresent(WeightEma::update);
      losses.add(scope.keep(mean(parts)));
    }
  }

  private Tensor backward(Batch batch, double share, Scope step) {
    try (Scope scope = new Scope()) {
      Tensor loss;
      try (Autocast autocast = new Autocast(device, precision)) {
        loss = objective.loss(batch);
      }
      objective.backward(share == 1 ? loss : loss.mul(new Scalar(share)));
      return scope.keep(loss.detach());
    }
  }

  private static Tensor mean(List<Tensor> parts) {
    Tensor mean = torch.stack(new TensorVector(parts.toArray(Tensor[]::new))).mean();
    parts.forEach(Tensor::close);
    return mean;
  }

  private void clearGradients() {
    for (String name : parameters.trainable()) {
      parameters.get(name).mutable_grad().reset();
    }
  }

  @Override
  public double[] takeLosses() {
    if (losses.isEmpty()) {
      return new double[0];
    }
    try (Scope scope = new Scope()) {
      float[] values =
          Tensors.toFloats(torch.stack(new TensorVector(losses.toArray(Tensor[]::new))));
      losses.forEach(Tensor::close);
      losses.clear();
      double[] taken = new double[values.length];
      for (int i = 0; i < taken.length; i++) {
        taken[i] = values[i];
      }
      return taken;
    }
  }

  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    return withKeptWeights(() -> evaluation.apply(batches));
  }

  /** Runs something with the weights that would be kept: the averaged ones, if there are any. */
  public <T> T withKeptWeights(Supplier<T> action) {
    Optional<WeightEma> ema = changes.flatMap(Changes::ema);
    try (NoGrad noGrad = new NoGrad()) {
      ema.ifPresent(WeightEma::swap);
      try {
        return action.get();
      } finally {
        ema.ifPresent(WeightEma::swap);
      }
    }
  }

  @Override
  public boolean isFinite() {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad()) {
      List<Tensor> weights = parameters.trainable().stream().map(parameters::get).toList();
      return Double.isFinite(ListOps.norm(weights).item_double());
    }
  }

  @Override
  public void save(Path folder) throws IOException {
    Changes current = changes();
    ParameterFiles.save(parameters, folder.resolve(Checkpoint.MODEL));
    ParameterFiles.save(current.optimizer().state(), folder.resolve(Checkpoint.OPTIMIZER));
    if (current.ema().isPresent()) {
      ParameterFiles.save(current.ema().get().average(), folder.resolve(Checkpoint.AVERAGE));
    }
  }

  @Override
  public void load(Path folder) {
    Changes current = changes();
    ParameterFiles.load(folder.resolve(Checkpoint.MODEL), parameters);
    ParameterFiles.load(folder.resolve(Checkpoint.OPTIMIZER), current.optimizer().state());
    current
        .ema()
        .ifPresent(
            average -> ParameterFiles.load(folder.resolve(Checkpoint.AVERAGE), average.average()));
  }

  /**
   * Restores of what {@link #save} wrote the weights that would be kept, and frees what training
   * needs besides; it would start from them anew.
   *
   * @throws org.vitmae.checkpoint.CheckpointException if they do not fit this learner
   */
  public void loadKeptWeights(Path folder) {
    changes.ifPresent(Changes::close);
    changes = Optional.empty();
    ParameterFiles.load(folder.resolve(Checkpoint.MODEL), parameters);
    if (emaDecay != 0) {
      ParameterFiles.load(folder.resolve(Checkpoint.AVERAGE), parameters, parameters.trainable());
    }
  }

  @Override
  public void close() {
    losses.forEach(Tensor::close);
    losses.clear();
    changes.ifPresent(Changes::close);
    changes = Optional.empty();
    closed = true;
  }
}
