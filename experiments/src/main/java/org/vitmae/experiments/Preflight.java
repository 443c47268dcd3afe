package org.vitmae.experiments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

  Preflight(ExperimentConfig config, Path dataDir, Function<String, Task> tasks) {
    this.config = config;
    this.dataDir = dataDir;
    this.tasks = tasks;
  }

  /**
   * Checks that data and weights can be opened and that training examples fill batches.
   *
   * @throws ConfigException naming all weights and batches that are wrong
   * @throws org.vitmae.data.DataException if the data cannot be opened
   */
  void check() {
    List<String> problems = new ArrayList<>(weights());
    try (Splits splits = Splits.open(config.data(), dataDir)) {
      for (PlannedCell cell : new CellPlan(config).cells()) {
        if (cell.seed() == config.seeds().get(0)) { // other seeds draw as many
          batches(cell, splits).ifPresent(problems::add);
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private List<String> weights() {
    Set<String> given = new LinkedHashSet<>();
    if (PretrainWork.weights(config, dataDir).isPresent()) {
      given.add(config.weights());
    }
    config.arms().values().stream()
        .filter(arm -> arm.initialization() == ArmConfig.Initialization.WEIGHTS)
        .map(config::weightsOf)
        .forEach(given::add);
    return given.stream().flatMap(path -> unreadable(path).stream()).toList();
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
    if (Schedule.of(recipe, images).stepsPerEpoch() > 0 || !trains(cell)) {
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

  /** Arms that train nothing see every example, however few are left for the last batch. */
  private boolean trains(PlannedCell cell) {
    return cell.armConfig().isEmpty()
        || tasks
            .apply(cell.armConfig().get().task())
            .plan(PlannedData.of(config.data()).request(config, cell.armConfig().get()))
            .trains();
  }

  private static String key(PlannedCell cell) {
    if (cell.arm().isPresent()) {
      return "arms.%s.train".formatted(cell.arm().get());
    }
    return cell.variant().isEmpty() ? "pretrain" : "variants.%s.pretrain".formatted(cell.variant());
  }
}
