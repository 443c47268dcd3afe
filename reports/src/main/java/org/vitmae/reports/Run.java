package org.vitmae.reports;

import java.util.List;
import java.util.Optional;

/**
 * The finished cells of one experiment.
 *
 * @param baseline the arm that others are compared with; empty where there are no arms
 * @param cells pretraining first, then arm by arm in the order they were first started, by seed
 */
record Run(
    String experiment,
    String description,
    Optional<String> baseline,
    List<Cell> cells,
    List<UnfinishedCell> unfinished) {
  Run {
    cells = List.copyOf(cells);
    unfinished = List.copyOf(unfinished);
  }

  /** Returns the pretraining cells by seed. */
  List<Cell> pretraining() {
    return cells.stream().filter(cell -> cell.arm().isEmpty()).toList();
  }

  /** Returns the cells of all arms. */
  List<Cell> armCells() {
    return cells.stream().filter(cell -> cell.arm().isPresent()).toList();
  }
}
