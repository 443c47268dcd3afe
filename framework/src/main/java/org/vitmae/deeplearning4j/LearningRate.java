package org.vitmae.deeplearning4j;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * The learning rate of the next update, set from outside.
 *
 * <p>Deeplearning4j's {@code setLearningRate} copies the whole updater state at every call.
 */
@SuppressWarnings("serial") // never serialized: checkpoints hold numbers only
final class LearningRate implements ISchedule {
  private double value;

  void set(double rate) {
    value = rate;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return value;
  }

  /** Returns this schedule itself: every layer's updater must see the same rate. */
  @Override
  public ISchedule clone() {
    return this;
  }
}
