package org.vitmae.train;

import java.io.IOException;
import java.util.Optional;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.checkpoint.CheckpointWriter;
import org.vitmae.checkpoint.TrainingState;

/**
 * Runs a learner over epochs of batches: sets the learning rate of every update, logs, validates,
 * writes checkpoints, stops early or when asked to, and goes on where an interrupted run stopped,
 * with the same bits. The one loop for every kind of training.
 *
 * <p>Losses are read back from the device only to be logged and before a validation or checkpoint;
 * nothing else waits for it.
 */
public final class TrainingLoop {
  private final TrainingPlan plan;
  private final TrainingData data;
  private final Learner learner;
  private final CheckpointStore checkpoints;
  private final MetricsSink metrics;
  private final Progress progress;
  private final StopSignal stop;

  /**
   * Puts a run together.
   *
   * @param learner stays the caller's to close
   * @param checkpoints where this run's checkpoints lie
   */
  public TrainingLoop(
      TrainingPlan plan,
      TrainingData data,
      Learner learner,
      CheckpointStore checkpoints,
      MetricsSink metrics,
      Progress progress,
      StopSignal stop) {
    this.plan = plan;
    this.data = data;
    this.learner = learner;
    this.checkpoints = checkpoints;
    this.metrics = metrics;
    this.progress = progress;
    this.stop = stop;
  }

  /**
   * Trains from the first step on, with the learner as it is.
   *
   * @throws CheckpointException if there are checkpoints already, or one cannot be written
   * @throws TrainingException if a loss is not finite
   * @throws org.vitmae.config.ConfigException if more batches are accumulated than an epoch has
   */
  public RunOutcome run() {
    Optional<Checkpoint> latest = checkpoints.latest();
    if (latest.isPresent()) {
      throw new CheckpointException(
          "%s already holds a run up to step %d; resume it, choose another folder or delete it."
              .formatted(checkpoints.folder(), latest.get().state().step()));
    }
    return train(TrainingState.start(plan.seed(), plan.configHash()));
  }

  /**
   * Goes on from the latest checkpoint, or from the first step if there is none yet. A run that was
   * complete returns at once, with its last weights loaded.
   *
   * @throws CheckpointException if the checkpoint is damaged or belongs to another configuration,
   *     seed or data set, or if one cannot be written
   * @throws TrainingException if a loss is not finite
   */
  public RunOutcome resume() {
    Optional<Checkpoint> latest = checkpoints.latest();
    if (latest.isEmpty()) {
      return run();
    }
    Checkpoint checkpoint = latest.get();
    checkBelongs(checkpoint);
    try {
      learner.load(checkpoint.folder());
    } catch (IOException e) {
      throw new CheckpointException(
          "The checkpoint %s cannot be loaded (%s); delete it to go on from the one before."
              .formatted(checkpoint.folder(), e),
          e);
    }
    progress.onEvent("Resumed from " + checkpoint.folder());
    return train(checkpoint.state());
  }

  private RunOutcome train(TrainingState state) {
    CheckpointWriter writer = new CheckpointWriter(checkpoints, plan.recipe().keepLast());
    metrics.rewind(state.metricRows());
    return new TrainingRun(plan, data, learner, writer, metrics, progress, stop, state).run();
  }

  private void checkBelongs(Checkpoint checkpoint) {
    TrainingState state = checkpoint.state();
    checkSame(checkpoint, "configuration", state.configHash(), plan.configHash());
    checkSame(checkpoint, "seed", state.seed(), plan.seed());
    int batches = data.training().batchesPerEpoch();
    long expected =
        UpdateSteps.of(plan.recipe(), batches).before(state.epoch(), state.batchInEpoch());
    if (state.step() != expected) {
      throw new CheckpointException(
          ("The checkpoint %s was made at step %d, which is step %d with %d batches per epoch;"
                  + " resume with the data set it was made with.")
              .formatted(checkpoint.folder(), state.step(), expected, batches));
    }
  }

  private static void checkSame(Checkpoint checkpoint, String what, Object found, Object expected) {
    if (!found.equals(expected)) {
      throw new CheckpointException(
          ("The checkpoint %s was made with %s %s, but this run has %s;"
                  + " resume with the former or start a new run.")
              .formatted(checkpoint.folder(), what, found, expected));
    }
  }
}
