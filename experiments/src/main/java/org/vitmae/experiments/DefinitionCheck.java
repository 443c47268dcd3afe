package org.vitmae.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.Engine;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.model.PatchGrid;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.Option;
import org.vitmae.plugin.Plugins;
import org.vitmae.plugin.Task;
import org.vitmae.run.CellKind;
import org.vitmae.train.PretrainingMasks;

/** An experiment's definition against the tasks on the class path. */
final class DefinitionCheck {
  private DefinitionCheck() {}

  /**
   * Checks that every arm's task and protocol exist, that the task takes the arm, that pretraining
   * can be masked and probed as wanted, and that the definition names examples to learn from and to
   * judge by, before anything is trained; the same of every trial.
   *
   * @throws ConfigException naming all that is wrong
   */
  static void run(ExperimentConfig config, Function<String, Task> tasks) {
    List<String> problems = new ArrayList<>(masking(new CellPlan(config).cells()));
    problems.addAll(OnlineProbing.problems(config, tasks));
    if (config.data().train().isEmpty()) {
      problems.add("data.train: missing; name the training examples");
    }
    if (!config.arms().isEmpty() && config.data().test().isEmpty()) {
      problems.add("data.test: missing, but arms are judged on test examples; set it");
    }
    config.arms().keySet().forEach(arm -> problems.addAll(arm(config, arm, tasks)));
    for (String arm : config.sweeps().keySet()) {
      problems.addAll(trials(config, arm, tasks, problems));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** Returns what the masks of pretrainings have against their patches. */
  private static List<String> masking(List<PlannedCell> cells) {
    List<String> problems = new ArrayList<>();
    for (PlannedCell cell : cells) {
      ExperimentConfig own = cell.config();
      // All seeds mask as many patches.
      if (cell.kind() == CellKind.PRETRAIN && cell.seed() == own.seeds().get(0)) {
        try {
          PretrainingMasks.of(own.masking(), PatchGrid.of(own.model(), own.data()), cell.seed());
        } catch (ConfigException e) {
          e.problems().stream()
              .map(p -> cell.givenVariant().map(name -> "variants." + name + ": " + p).orElse(p))
              .forEach(problems::add);
        }
      }
    }
    return problems;
  }

  /** Returns what is wrong with an arm. */
  private static List<String> arm(
      ExperimentConfig config, String name, Function<String, Task> tasks) {
    String key = "arms." + name;
    ArmConfig arm = config.arms().get(name);
    Task task;
    try {
      task = tasks.apply(arm.task());
    } catch (ConfigException e) {
      return e.problems().stream().map(problem -> key + ".task: " + problem).toList();
    }
    List<String> problems = new ArrayList<>();
    List<String> options = Option.problems(arm.task(), task, arm.options());
    options.forEach(problem -> problems.add(key + "." + problem));
    if (!task.protocols().contains(arm.protocol())) {
      problems.add(
          "%s.protocol: found \"%s\", must be one of %s"
              .formatted(
                  key,
                  arm.protocol(),
                  String.join(", ", task.protocols().stream().sorted().toList())));
    } else if (options.isEmpty()) {
      problems(task, config, arm).forEach(problem -> problems.add(key + ": " + problem));
    }
    return problems;
  }

  /** Returns what is wrong with the trials of an arm beyond what is known to be. */
  private static List<String> trials(
      ExperimentConfig config, String arm, Function<String, Task> tasks, List<String> known) {
    try {
      TrialProblems problems = new TrialProblems(known);
      CellPlan plan = new CellPlan(config);
      for (Trial trial : Trial.of(DefinitionOptions.reader(), config, arm)) {
        problems.add(trial.where(), masking(plan.trial(trial)));
        problems.add(trial.where(), arm(trial.config(), arm, tasks));
        problems.add(trial.where(), validation(trial));
      }
      return problems.messages();
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  /** Returns why a trial would have no value to be compared by. */
  private static List<String> validation(Trial trial) {
    List<String> problems = new ArrayList<>();
    DataConfig data = trial.config().data();
    if (data.validation().isEmpty() && data.validationFraction() == 0) {
      problems.add(
          "data.validation: missing, but trials are compared on it; set it or data.validation-fraction");
    }
    if (trial.armConfig().train().validateEveryEpochs() == 0) {
      problems.add(
          "arms.%s.train.validate-every-epochs: found 0, but trials are compared by validation; set it to 1 or more"
              .formatted(trial.arm()));
    }
    return problems;
  }

  /** Returns what the task, or the training of what it plans, has against an arm. */
  private static List<String> problems(Task task, ExperimentConfig config, ArmConfig arm) {
    List<String> problems = new ArrayList<>();
    try {
      ArmPlan plan = plan(task, config, arm);
      String wanted = arm.head().engine().label();
      if (arm.head().engine() != Engine.LIBTORCH && !plan.engine().equals(wanted)) {
        problems.add(
            "head.engine: found \"%s\", must be libtorch for protocol %s: deeplearning4j trains probes only"
                .formatted(wanted, arm.protocol()));
      }
      if (!plan.trains()) {
        once(arm, "epochs", arm.train().epochs(), problems);
        once(arm, "accumulation", arm.train().accumulation(), problems);
      }
    } catch (ConfigException e) {
      problems.addAll(e.problems());
    }
    return problems;
  }

  private static ArmPlan plan(Task task, ExperimentConfig config, ArmConfig arm) {
    try {
      return Objects.requireNonNull(
          task.plan(PlannedData.of(config.data()).request(config, arm)), "the plan is null");
    } catch (ConfigException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) { // a plugin's defect: who has it, and where
      throw new IllegalStateException(
          "the task %s of %s failed to plan an arm of protocol %s"
              .formatted(arm.task(), Plugins.origin(task.getClass()), arm.protocol()),
          e);
    }
  }

  private static void once(ArmConfig arm, String key, int value, List<String> problems) {
    if (value != 1) {
      problems.add(
          "train.%s must be 1 for protocol '%s', which looks at every training image once, got %d; set epochs: 1, warmup-epochs: 0 and accumulation: 1 in this arm."
              .formatted(key, arm.protocol(), value));
    }
  }
}
