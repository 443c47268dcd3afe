package org.vitmae.experiments;

import java.util.Optional;
import java.util.function.Function;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.plugin.Task;
import org.vitmae.run.ArmCell;
import org.vitmae.run.CellKind;

/**
 * One training run of an experiment.
 *
 * @param name names its folder
 * @param config the experiment as this cell sees it: its variant's model, masking and pretraining
 *     stand in the experiment's own place
 * @param variant the variant's name; empty for the experiment's own
 * @param arm the arm's name, empty for pretraining
 * @param seed root of every random draw
 * @param repeat which of the runs with the same pretraining seed
 * @param start the pretraining it starts from, empty for random weights
 */
record PlannedCell(
    String name,
    CellKind kind,
    ExperimentConfig config,
    String variant,
    Optional<String> arm,
    long seed,
    int repeat,
    Optional<ArmCell.Start> start) {
  /** Returns the arm's definition, empty for pretraining. */
  Optional<ArmConfig> armConfig() {
    return arm.map(name -> config.arms().get(name));
  }

  /**
   * Returns the variant that the definition names, empty for the experiment's own and a trial's.
   */
  Optional<String> givenVariant() {
    return Optional.of(variant).filter(name -> !name.isEmpty() && !CellPlan.isMadeForTrial(this));
  }

  /** Tells whether anything is learned, so that batches have to be full. */
  boolean trains(Function<String, Task> tasks) {
    return armConfig()
        .map(
            arm ->
                tasks
                    .apply(arm.task())
                    .plan(PlannedData.of(config.data()).request(config, arm))
                    .trains())
        .orElse(true);
  }

  /** Returns how the cell is trained. */
  RecipeConfig recipe() {
    return armConfig().map(ArmConfig::train).orElse(config.pretrain().recipe());
  }
}
