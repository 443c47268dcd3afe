package org.vitmae.bench;

import java.util.ArrayList;
import java.util.List;
import org.vitmae.optim.Optimizer;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;

/** Times updates while it is told to; waiting for a GPU would slow the steps that are timed. */
final class TimedOptimizer implements Optimizer {
  private final Optimizer optimizer;
  private final Device device;
  private final List<Double> millis = new ArrayList<>();
  private boolean timing;

  TimedOptimizer(Optimizer optimizer, Device device) {
    this.optimizer = optimizer;
    this.device = device;
  }

  void startTiming() {
    timing = true;
  }

  /** Returns the durations of the updates since timing started. */
  List<Double> millis() {
    return millis;
  }

  @Override
  public void step(double learningRate) {
    if (timing) {
      millis.add(Stopwatch.millis(device, () -> optimizer.step(learningRate)));
    } else {
      optimizer.step(learningRate);
    }
  }

  @Override
  public NamedParameters state() {
    return optimizer.state();
  }
}
