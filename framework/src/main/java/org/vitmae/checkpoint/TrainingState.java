package org.vitmae.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * Where a training run stands: with the learner's own files, all that a resumed run needs. The
 * position in the learning-rate schedule follows from the step.
 *
 * @param step optimizer updates made
 * @param epoch the current epoch, from 0; equals the number of epochs once training is done
 * @param batchInEpoch the next batch of that epoch. When it is past the last one, the epoch's
 *     validation is still to come
 * @param seed root of the run's random draws
 * @param configHash identifies the configuration the run was started with
 * @param best the best validation so far, if there was one
 * @param validationsWithoutImprovement how many validations came after it
 * @param imagesSeen training images processed, repeats counted
 * @param wallSeconds duration so far, over all resumes
 * @param waitSeconds the part of it spent waiting for data
 * @param metricRows rows logged so far; later ones are forgotten when the run is resumed from here
 * @param pendingLosses losses of the steps since the last logged one
 */
public record TrainingState(
    long step,
    int epoch,
    int batchInEpoch,
    long seed,
    String configHash,
    Optional<BestMetric> best,
    int validationsWithoutImprovement,
    long imagesSeen,
    double wallSeconds,
    double waitSeconds,
    long metricRows,
    List<Double> pendingLosses) {
  /** The version of {@code state.json} that this class writes, and the newest that it reads. */
  public static final int FORMAT_VERSION = 1;

  public TrainingState {
    pendingLosses = List.copyOf(pendingLosses);
  }

  /** Returns the state of a run before its first step. */
  public static TrainingState start(long seed, String configHash) {
    return new TrainingState(0, 0, 0, seed, configHash, Optional.empty(), 0, 0, 0, 0, 0, List.of());
  }
}
