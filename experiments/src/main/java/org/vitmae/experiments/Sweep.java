package org.vitmae.experiments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.vitmae.config.ConfigException;
import org.vitmae.plugin.Task;
import org.vitmae.run.ArmCell;
import org.vitmae.run.CellFolder;
import org.vitmae.run.CellKind;
import org.vitmae.run.Manifest;
import org.vitmae.run.Usage;
import org.vitmae.train.TrainingException;

/** Runs the trials of one arm and chooses among them by validation; no trial has test examples. */
final class Sweep {
  private final List<Trial> trials;
  private final CellPlan plan;
  private final Task task;

  /**
   * Prepares a sweep.
   *
   * @param trials of one arm, at least one
   * @param plan gives trials their cells
   * @param task the arm's task
   */
  Sweep(List<Trial> trials, CellPlan plan, Task task) {
    this.trials = trials;
    this.plan = plan;
    this.task = task;
  }

  /** Trains a cell unless it is done. */
  @FunctionalInterface
  interface Runner {
    /** Returns the folder of the finished cell, empty if it was asked to stop. */
    Optional<CellFolder> run(PlannedCell cell) throws IOException;
  }

  /**
   * Runs what is not done yet and returns the choice, empty if a cell was asked to stop. A trial
   * that diverges is out, as a search over learning rates has to try those that are too high.
   *
   * @throws TrainingException if all trials diverge
   */
  Optional<SweepResult> run(Runner runner) throws IOException {
    List<OptionalDouble> values = new ArrayList<>();
    Set<CellFolder> own = new LinkedHashSet<>();
    List<Set<CellFolder>> pretrainings = new ArrayList<>(); // of each trial
    Optional<TrainingException> diverged = Optional.empty();
    for (Trial trial : trials) {
      Set<CellFolder> pretraining = new LinkedHashSet<>();
      pretrainings.add(pretraining);
      OptionalDouble value = OptionalDouble.empty();
      try {
        for (PlannedCell cell : plan.trial(trial)) {
          Optional<CellFolder> folder = runner.run(cell);
          if (folder.isEmpty()) {
            return Optional.empty();
          }
          if (cell.kind() == CellKind.TRIAL) {
            own.add(folder.get());
            value = OptionalDouble.of(value(trial, folder.get()));
          } else if (CellPlan.isMadeForTrial(cell)) {
            own.add(folder.get());
            pretraining.add(folder.get());
          }
        }
      } catch (TrainingException e) {
        diverged = Optional.of(e);
      }
      values.add(value);
    }
    int best = best(values).orElseThrow(diverged::orElseThrow);
    own.removeAll(pretrainings.get(best)); // the arm starts from it, so it is the arm's to pay
    return Optional.of(new SweepResult(trials, task.primaryMetric(), values, best, cost(own)));
  }

  private double value(Trial trial, CellFolder folder) throws IOException {
    OptionalDouble value = folder.bestValidation(task.primaryMetric(), task.higherIsBetter());
    return value.orElseThrow(
        () ->
            new ConfigException(
                "sweeps.%s: trial %d measured no %s on a validation split; set aside validation examples and set arms.%s.train.validate-every-epochs"
                    .formatted(trial.arm(), trial.number(), task.primaryMetric(), trial.arm())));
  }

  /** Returns the trial with the best value, the first of equal ones; empty if none has any. */
  private OptionalInt best(List<OptionalDouble> values) {
    OptionalInt best = OptionalInt.empty();
    for (int k = 0; k < values.size(); k++) {
      if (values.get(k).isPresent() && (best.isEmpty() || gain(values, best.getAsInt(), k) > 0)) {
        best = OptionalInt.of(k);
      }
    }
    return best;
  }

  private double gain(List<OptionalDouble> values, int from, int to) {
    double gain = values.get(to).orElseThrow() - values.get(from).orElseThrow();
    return task.higherIsBetter() ? gain : -gain;
  }

  private ArmCell.Trials cost(Set<CellFolder> cells) throws IOException {
    long images = 0;
    double flops = 0;
    double seconds = 0;
    for (CellFolder cell : cells) {
      Usage usage = cell.manifest().map(Manifest::usage).orElseThrow();
      images += usage.imagesSeen();
      flops += usage.flops();
      seconds += usage.wallSeconds();
    }
    return new ArmCell.Trials(trials.size(), images, flops, seconds);
  }
}
