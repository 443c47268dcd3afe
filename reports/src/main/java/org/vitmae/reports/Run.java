package org.vitmae.reports;

import java.util.List;

/**
 * The finished cells of one experiment.
 *
 * @param cells pretraining first, then arm by arm, by seed; arms of one group stand together by the
 *     value that was varied, otherwise arms have the order in which they were first started
 */
record Run(
    String experiment, String description, List<Cell> cells, List<UnfinishedCell> unfinished) {
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
