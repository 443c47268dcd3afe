package org.vitmae.bench;

import java.util.List;
import java.util.Map;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Precision;
import org.vitmae.train.MaePretraining;
import org.vitmae.train.Objective;
import org.vitmae.train.TorchLearner;
import org.vitmae.train.TrainingException;

/** Training as a run does it, on random pixels; the model stays the caller's to close. */
final class TrainingSteps implements AutoCloseable {
  private static final double LEARNING_RATE = 1e-4;
  private static final double WEIGHT_DECAY = 0.05;

  /** As often as a run logs by default. */
  private static final int LOG_EVERY = 10;

  private final BenchCase.BatchCycle batches;
  private final NamedParameters parameters;
  private final TimedOptimizer optimizer;
  private final TorchLearner learner;
  private int done;

  private TrainingSteps(
      BenchCase model,
      NamedParameters parameters,
      Objective objective,
      TimedOptimizer optimizer,
      Device device,
      Precision precision) {
    this.batches = model.batches();
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.learner =
        new TorchLearner(
            parameters, objective, held -> Map.of(), () -> optimizer, 0, device, precision);
  }

  /** Pretrains by the paper's table 8. */
  static TrainingSteps pretraining(
      BenchCase model, MaePretraining pretraining, Device device, Precision precision) {
    return new TrainingSteps(
        model,
        pretraining.parameters(),
        pretraining,
        adamW(model, pretraining.parameters(), WeightDecayRule.PRETRAINING, 1, 0.95, device),
        device,
        precision);
  }

  /** Fine-tunes by the paper's table 9. */
  static TrainingSteps fineTuning(
      BenchCase model, Classifier classifier, Device device, Precision precision) {
    return new TrainingSteps(
        model,
        classifier.parameters(),
        classifier,
        adamW(model, classifier.parameters(), WeightDecayRule.FINE_TUNING, 0.75, 0.999, device),
        device,
        precision);
  }

  private static TimedOptimizer adamW(
      BenchCase model,
      NamedParameters parameters,
      WeightDecayRule rule,
      double layerDecay,
      double beta2,
      Device device) {
    List<ParameterGroup> groups =
        ParameterGroup.of(
            parameters, rule, WEIGHT_DECAY, new LayerDecay(layerDecay, model.model().depth()));
    return new TimedOptimizer(new AdamW(parameters, groups, 0.9, beta2, 0, device), device);
  }

  /** Makes one update. */
  void step() {
    learner.step(List.of(batches.get(done)), LEARNING_RATE);
    done++;
    if (done % LOG_EVERY == 0) {
      for (double loss : learner.takeLosses()) {
        if (!Double.isFinite(loss)) {
          throw new TrainingException(
              "the loss became %s within %d steps on random pixels".formatted(loss, done));
        }
      }
    }
  }

  TimedOptimizer optimizer() {
    return optimizer;
  }

  NamedParameters parameters() {
    return parameters;
  }

  @Override
  public void close() {
    learner.close();
  }
}
