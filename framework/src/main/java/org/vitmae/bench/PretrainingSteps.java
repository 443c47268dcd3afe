package org.vitmae.bench;

import java.util.List;
import org.vitmae.model.VisionTransformer;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.MaePretraining;
import org.vitmae.train.TorchLearner;
import org.vitmae.train.TrainingException;

/** Pretraining as a run does it, on random pixels. */
final class PretrainingSteps implements AutoCloseable {
  private static final double LEARNING_RATE = 1e-4;

  /** As often as a run logs by default. */
  private static final int LOG_EVERY = 10;

  private final BenchCase.BatchCycle batches;
  private final MaePretraining pretraining;
  private final TimedOptimizer optimizer;
  private final TorchLearner learner;
  private int done;

  PretrainingSteps(BenchCase model, Device device, Precision precision) {
    batches = model.batches();
    pretraining =
        new MaePretraining(model.model(), model.data(), model.masking(), device, precision, 0);
    AdamW adamW =
        new AdamW(
            pretraining.parameters(),
            ParameterGroup.of(
                pretraining.parameters(),
                WeightDecayRule.PRETRAINING,
                0.05,
                new LayerDecay(1, model.model().depth())),
            0.9,
            0.95,
            0,
            device);
    optimizer = new TimedOptimizer(adamW, device);
    learner =
        new TorchLearner(
            pretraining.parameters(),
            pretraining,
            pretraining::evaluate,
            optimizer,
            0,
            device,
            precision);
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

  VisionTransformer encoder() {
    return pretraining.model().encoder();
  }

  @Override
  public void close() {
    learner.close();
    pretraining.close();
  }
}
