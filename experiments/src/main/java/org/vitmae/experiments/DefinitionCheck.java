package org.vitmae.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ConfigException;
import org.vitmae.config.Engine;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.model.PatchGrid;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.Option;
import org.vitmae.plugin.Task;
import org.vitmae.run.CellKind;
import org.vitmae.train.PretrainingMasks;

/** An experiment's definition against the tasks on the class path. */
final class DefinitionCheck {
  private DefinitionCheck() {}

  /**
   * Checks that every arm's task and protocol exist, that the task takes the arm, that pretraining
   * can be masked and probed as wanted, and that the definition names examples to learn from and to
   * judge by, before anything is trained.
   *
   * @throws ConfigException naming all that is wrong
   */
  static void run(ExperimentConfig config, Function<String, Task> tasks) {
    List<String> problems = new ArrayList<>(masking(config));
    problems.addAll(OnlineProbing.problems(config, tasks));
    if (config.data().train().isEmpty()) {
      problems.add("data.train: missing; name the training examples");
    }
    if (!config.arms().isEmpty() && config.data().test().isEmpty()) {
      problems.add("data.test: missing, but arms are judged on test examples; set it");
    }
    for (Map.Entry<String, ArmConfig> entry : config.arms().entrySet()) {
      String key = "arms." + entry.getKey();
      ArmConfig arm = entry.getValue();
      Task task;
      try {
        task = tasks.apply(arm.task());
      } catch (ConfigException e) {
        e.problems().forEach(problem -> problems.add(key + ".task: " + problem));
        continue;
      }
      List<String> options = options(task, config, entry.getKey());
      options.forEach(problem -> problems.add(key + "." + problem));
      if (task.protocols().contains(arm.protocol())) {
        if (options.isEmpty()) {
          problems(task, config, arm).forEach(problem -> problems.add(key + ": " + problem));
        }
      } else {
        problems.add(
            "%s.protocol: found \"%s\", must be one of %s"
                .formatted(
                    key,
                    arm.protocol(),
                    String.join(", ", task.protocols().stream().sorted().toList())));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** Returns what the masks of a pretraining have against its patches. */
  private static List<String> masking(ExperimentConfig config) {
    List<String> problems = new ArrayList<>();
    for (PlannedCell cell : new CellPlan(config).cells()) {
      // All seeds mask as many patches.
      if (cell.kind() == CellKind.PRETRAIN && cell.seed() == config.seeds().get(0)) {
        ExperimentConfig own = cell.config();
        try {
          PretrainingMasks.of(own.masking(), PatchGrid.of(own.model(), own.data()), cell.seed());
        } catch (ConfigException e) {
          e.problems().stream()
              .map(p -> cell.variant().isEmpty() ? p : "variants." + cell.variant() + ": " + p)
              .forEach(problems::add);
        }
      }
    }
    return problems;
  }

  /** Returns what is wrong with the options of an arm, be it in one of its trials only. */
  private static List<String> options(Task task, ExperimentConfig config, String name) {
    try {
      Stream<ExperimentConfig> trials =
          config.sweeps().containsKey(name)
              ? Trial.of(DefinitionOptions.reader(), config, name).stream().map(Trial::config)
              : Stream.empty();
      return Stream.concat(Stream.of(config), trials)
          .map(own -> own.arms().get(name))
          .flatMap(arm -> Option.problems(arm.task(), task, arm.options()).stream())
          .distinct()
          .toList();
    } catch (ConfigException e) { // of a trial
      return e.problems();
    }
  }

  /** Returns what the task has against an arm. */
  private static List<String> problems(Task task, ExperimentConfig config, ArmConfig arm) {
    try {
      ArmPlan plan = task.plan(PlannedData.of(config.data()).request(config, arm));
      String wanted = arm.head().engine().label();
      return arm.head().engine() == Engine.LIBTORCH || plan.engine().equals(wanted)
          ? List.of()
          : List.of(
              "head.engine: found \"%s\", must be libtorch for protocol %s: deeplearning4j trains probes only"
                  .formatted(wanted, arm.protocol()));
    } catch (ConfigException e) {
      return e.problems();
    }
  }
}
