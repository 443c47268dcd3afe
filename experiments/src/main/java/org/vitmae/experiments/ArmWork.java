package org.vitmae.experiments;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.data.Loader;
import org.vitmae.data.PrefetchedBatches;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Task;
import org.vitmae.run.CellFolder;
import org.vitmae.run.MetricsLog;
import org.vitmae.train.Learner;
import org.vitmae.train.RunOutcome;
import org.vitmae.train.Selection;
import org.vitmae.train.TrainingException;
import org.vitmae.weights.WeightsSource;

/** An arm: chosen by validation, then judged once on the test split. */
final class ArmWork implements CellWork {
  private final Task task;
  private final ArmRequest request;
  private final ArmPlan plan;
  private final Arm arm;
  private final Optional<WeightsSource> weights;
  private final boolean judged;

  /**
   * Builds the arm.
   *
   * @param weights the given weights that it starts from, if it does
   * @param judged whether it is judged on the test split at the end; a trial is not
   */
  ArmWork(Task task, ArmRequest request, Optional<WeightsSource> weights, boolean judged) {
    this.weights = weights;
    this.judged = judged;
    this.task = task;
    this.request = request;
    this.plan = task.plan(request);
    this.arm = task.prepare(request);
  }

  @Override
  public Learner learner() {
    return arm;
  }

  @Override
  public StartingPoint start() {
    return new StartingPoint(weights, arm.origins());
  }

  @Override
  public ArmPlan plan() {
    return plan;
  }

  @Override
  public Selection selection() {
    return new Selection(task.primaryMetric(), task.higherIsBetter());
  }

  @Override
  public List<String> finish(CellFolder folder, RunOutcome outcome, Evaluation evaluation)
      throws IOException {
    if (!judged) {
      return List.of("A trial: measured on the validation split only.");
    }
    Optional<Checkpoint> best = new CheckpointStore(folder.checkpoints()).best();
    if (best.isPresent()) {
      arm.loadWeights(best.get().folder());
    }
    Loader loader = evaluation.loader(evaluation.examples(), request.arm().train().batchSize());
    try (PrefetchedBatches batches = loader.open(0, 0);
        MetricsLog metrics = folder.metrics()) {
      Map<String, Double> values = arm.test(batches, folder.path());
      checkJudged(values);
      new TreeMap<>(values)
          .forEach(
              (name, value) -> metrics.log(outcome.steps(), outcome.epochs(), "test", name, value));
    }
    return List.of(
        best.map(
                chosen ->
                    "Judged with the checkpoint of step %d, the best of validation by %s."
                        .formatted(chosen.state().step(), task.primaryMetric()))
            .orElse("Judged with the weights after the last step."));
  }

  /** A report compares arms by this metric, after all others have been trained as well. */
  private void checkJudged(Map<String, Double> values) {
    Double value = values.get(task.primaryMetric());
    if (value == null || !Double.isFinite(value)) {
      throw new TrainingException(
          "The test of task %s must give a finite %s, by which its arms are compared, but gave %s."
              .formatted(request.arm().task(), task.primaryMetric(), values));
    }
  }

  @Override
  public void close() {
    arm.close();
  }
}
