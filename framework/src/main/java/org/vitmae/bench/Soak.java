package org.vitmae.bench;

import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.MaePretraining;
import org.vitmae.train.MemoryMeter;

/**
 * Whether memory stays flat over a long run.
 *
 * @param steps updates made
 * @param earlyBytes what was held after {@link #EARLY} of them: by the process, or of a GPU's
 *     memory
 * @param lateBytes the same at the end
 */
public record Soak(int steps, long earlyBytes, long lateBytes) {
  /** After so many steps every buffer that a run needs has been taken. */
  public static final int EARLY = 50;

  private static final double MAX_GROWTH = 0.02;

  /**
   * Pretrains a model for a number of steps.
   *
   * @param steps more than {@link #EARLY}
   */
  public static Soak run(BenchCase model, int steps, Device device, Precision precision) {
    if (steps <= EARLY) {
      throw new IllegalArgumentException(
          "steps must be greater than %d, got %d".formatted(EARLY, steps));
    }
    try (MaePretraining pretraining = model.pretraining(device, precision);
        TrainingSteps training = TrainingSteps.pretraining(model, pretraining, device, precision)) {
      for (int i = 0; i < EARLY; i++) {
        training.step();
      }
      MemoryMeter memory = new MemoryMeter(device);
      long early = memory.settledBytes();
      for (int i = EARLY; i < steps; i++) {
        training.step();
      }
      return new Soak(steps, early, memory.settledBytes());
    }
  }

  /** Returns the growth as a share of the early size; negative if memory shrank. */
  public double growth() {
    return (double) (lateBytes - earlyBytes) / earlyBytes;
  }

  /** Tells whether memory grew by at most 2 %. */
  public boolean ok() {
    return growth() <= MAX_GROWTH;
  }
}
