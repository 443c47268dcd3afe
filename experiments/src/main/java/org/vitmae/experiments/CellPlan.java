package org.vitmae.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.config.VariantConfig;
import org.vitmae.data.Draws;
import org.vitmae.run.ArmCell;
import org.vitmae.run.CellKind;

/**
 * The cells of an experiment in the order they run: for every seed the pretrainings that arms need,
 * each right before its first arm, and every arm as often as it repeats.
 *
 * <p>Variants that pretrain alike share one pretraining, named after the first of them.
 */
final class CellPlan {
  private static final String PRETRAIN = "pretrain";
  private static final String TRIAL = "trial-";

  private final ExperimentConfig config;
  private final Map<VariantConfig, String> pretrainings = new LinkedHashMap<>();
  private final Map<String, ExperimentConfig> tuned = new LinkedHashMap<>();

  CellPlan(ExperimentConfig config) {
    this.config = config;
    pretrainings.put(config.variant(""), "");
    config.variants().forEach((name, variant) -> pretrainings.putIfAbsent(variant, name));
  }

  /** Has an arm run with the values of a trial that was planned before. */
  void tune(Trial trial) {
    tuned.put(trial.arm(), trial.config());
  }

  /** Returns the cell of a trial, after the pretraining it starts from, both of the first seed. */
  List<PlannedCell> trial(Trial trial) {
    ExperimentConfig own = trial.config();
    String name = TRIAL + trial.arm() + "-" + trial.number();
    pretrainings.putIfAbsent(own.variant(own.arms().get(trial.arm()).variant()), name);
    long seed = config.seeds().get(0);
    List<PlannedCell> cells = arm(trial.arm(), own, seed);
    PlannedCell first = cells.get(cells.size() - config.repeats());
    PlannedCell judged =
        new PlannedCell(
            name + "-s" + seed,
            CellKind.TRIAL,
            first.config().withoutTest(),
            first.variant(),
            first.arm(),
            seed,
            0,
            first.start());
    List<PlannedCell> both =
        new ArrayList<>(cells.stream().filter(c -> c.kind() == CellKind.PRETRAIN).toList());
    both.add(judged);
    return both;
  }

  /** Tells whether a cell pretrains as only a trial wanted. */
  static boolean isMadeForTrial(PlannedCell cell) {
    return cell.kind() == CellKind.PRETRAIN && cell.variant().startsWith(TRIAL);
  }

  /** Returns every cell, each once. */
  List<PlannedCell> cells() {
    Set<PlannedCell> cells = new LinkedHashSet<>();
    for (long seed : config.seeds()) {
      if (config.arms().isEmpty()) {
        pretrainings.keySet().forEach(variant -> cells.add(pretraining(variant, seed)));
      }
      for (String name : config.arms().keySet()) {
        cells.addAll(arm(name, tuned.getOrDefault(name, config), seed));
      }
    }
    return List.copyOf(cells);
  }

  /**
   * Returns an arm's cells of a seed, after the pretraining they start from.
   *
   * @param own the experiment with the arm's own values
   */
  private List<PlannedCell> arm(String name, ExperimentConfig own, long seed) {
    List<PlannedCell> cells = new ArrayList<>();
    ArmConfig arm = own.arms().get(name);
    VariantConfig variant = own.variant(arm.variant());
    Optional<ArmCell.Start> start = Optional.empty();
    if (arm.initialization() == ArmConfig.Initialization.MAE) {
      PlannedCell pretraining = pretraining(variant, seed);
      cells.add(pretraining);
      start = Optional.of(new ArmCell.Start(pretraining.name(), seed));
    }
    for (int repeat = 0; repeat < config.repeats(); repeat++) {
      cells.add(
          new PlannedCell(
              name + "-s" + seed + (repeat == 0 ? "" : "-r" + repeat),
              CellKind.ARM,
              own.with(variant),
              arm.variant(),
              Optional.of(name),
              armSeed(seed, repeat),
              repeat,
              start));
    }
    return cells;
  }

  private PlannedCell pretraining(VariantConfig variant, long seed) {
    String name = pretrainings.get(variant);
    return new PlannedCell(
        (name.isEmpty() ? PRETRAIN : PRETRAIN + "-" + name) + "-s" + seed,
        CellKind.PRETRAIN,
        config.with(variant),
        name,
        Optional.empty(),
        seed,
        0,
        Optional.empty());
  }

  /** Returns the seed of an arm's run; the first run has the pretraining's. */
  static long armSeed(long seed, int repeat) {
    return repeat == 0
        ? seed
        : Draws.of(seed, "repeat", repeat, 0).nextInt(Integer.MAX_VALUE); // short enough to read
  }
}
