package org.vitmae.experiments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.vitmae.config.ConfigException;
import org.vitmae.plugin.Task;
import org.vitmae.run.ArmCell;
import org.vitmae.run.CellFolder;
import org.vitmae.run.Manifest;
import org.vitmae.run.Usage;

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

  /** Runs what is not done yet and returns the choice, empty if a cell was asked to stop. */
  Optional<SweepResult> run(Runner runner) throws IOException {
    List<Double> values = new ArrayList<>();
    Set<CellFolder> own = new LinkedHashSet<>();
    List<Set<CellFolder>> pretrainings = new ArrayList<>(); // of each trial
    for (Trial trial : trials) {
      Set<CellFolder> pretraining = new LinkedHashSet<>();
      pretrainings.add(pretraining);
      for (PlannedCell cell : plan.trial(trial)) {
        Optional<CellFolder> folder = runner.run(cell);
        if (folder.isEmpty()) {
          return Optional.empty();
        }
        if (cell.kind() == PlannedCell.Kind.TRIAL) {
          own.add(folder.get());
          values.add(value(trial, folder.get()));
        } else if (CellPlan.isMadeForTrial(cell)) {
          own.add(folder.get());
          pretraining.add(folder.get());
        }
      }
    }
    int best = best(values);
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

  private int best(List<Double> values) {
    int best = 0;
    for (int k = 1; k < values.size(); k++) {
      double gain = values.get(k) - values.get(best);
      if (task.higherIsBetter() ? gain > 0 : gain < 0) {
        best = k;
      }
    }
    return best;
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
