package org.vitmae.experiments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Splits;
import org.vitmae.plugin.Task;
import org.vitmae.weights.WeightsReader;

/** An experiment against the files that it names, before hours of training lead up to them. */
final class Preflight {
  private final ExperimentConfig config;
  private final Path dataDir;
  private final Function<String, Task> tasks;
  private final Map<String, Optional<String>> opened = new HashMap<>(); // by trials, too

  Preflight(ExperimentConfig config, Path dataDir, Function<String, Task> tasks) {
    this.config = config;
    this.dataDir = dataDir;
    this.tasks = tasks;
  }

  /**
   * Checks that data and weights can be opened and that training examples fill batches, those of
   * trials too.
   *
   * @throws ConfigException naming all weights and batches that are wrong
   * @throws org.vitmae.data.DataException if the data cannot be opened
   */
  void check() {
    List<String> problems = new ArrayList<>(weights(config));
    try (Splits splits = Splits.open(config.data(), dataDir)) {
      for (PlannedCell cell : new CellPlan(config).cells()) {
        if (cell.seed() == config.seeds().get(0)) { // other seeds draw as many
          batches(cell, splits).ifPresent(problems::add);
        }
      }
      for (String arm : config.sweeps().keySet()) {
        problems.addAll(trials(arm, splits, problems));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** Returns what is wrong with the trials of an arm beyond what is known to be. */
  private List<String> trials(String arm, Splits splits, List<String> known) {
    TrialProblems problems = new TrialProblems(known);
    CellPlan plan = new CellPlan(config);
    for (Trial trial : Trial.of(DefinitionOptions.reader(), config, arm)) {
      problems.add(trial.where(), weights(trial.config()));
      for (PlannedCell cell : plan.trial(trial)) {
        problems.add(trial.where(), batches(cell, splits).stream().toList());
      }
    }
    return problems.messages();
  }

  private List<String> weights(ExperimentConfig own) {
    Set<String> given = new LinkedHashSet<>();
    if (PretrainWork.weights(own, dataDir).isPresent()) {
      given.add(own.weights());
    }
    own.arms().values().stream()
        .filter(arm -> arm.initialization() == ArmConfig.Initialization.WEIGHTS)
        .map(own::weightsOf)
        .forEach(given::add);
    return given.stream()
        .flatMap(path -> opened.computeIfAbsent(path, this::unreadable).stream())
        .toList();
  }

  private Optional<String> unreadable(String weights) {
    try {
      WeightsReader.open(dataDir.resolve(weights)).close();
      return Optional.empty();
    } catch (CheckpointException e) {
      return Optional.of("weights: " + e.getMessage());
    }
  }

  private Optional<String> batches(PlannedCell cell, Splits splits) {
    RecipeConfig recipe = cell.recipe();
    int images = CellTrainer.training(cell.armConfig(), splits, cell.seed()).size();
    if (Schedule.of(recipe, images).stepsPerEpoch() > 0 || !cell.trains(tasks)) {
      return Optional.empty();
    }
    return Optional.of(
        "%s.batch-size: found %d, with accumulation %d, but there are %d training examples; lower them%s"
            .formatted(
                key(cell),
                recipe.batchSize(),
                recipe.accumulation(),
                images,
                images < splits.train().size() ? ", or raise the arm's label budget" : ""));
  }

  private static String key(PlannedCell cell) {
    if (cell.arm().isPresent()) {
      return "arms.%s.train".formatted(cell.arm().get());
    }
    return cell.givenVariant().map("variants.%s.pretrain"::formatted).orElse("pretrain");
  }
}
