package org.vitmae.reports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what arms cost, the pretraining they start from included. */
final class Costs {
  private final Map<String, Cell> pretraining;

  Costs(List<Cell> pretraining) {
    this.pretraining = pretraining.stream().collect(Collectors.toMap(Cell::name, cell -> cell));
  }

  /**
   * Returns the mean cost of one of an arm's runs.
   *
   * @throws ReportException if the pretraining of one is not finished
   */
  Ledger of(List<Cell> cells) {
    return new Ledger(
        Budget.meanOf(cells.stream().map(Cell::budget).toList()),
        Budget.meanOf(cells.stream().flatMap(cell -> pretraining(cell).stream()).toList()),
        Trials.of(cells));
  }

  private Optional<Budget> pretraining(Cell cell) {
    return cell.pretrainCell()
        .map(
            name ->
                Optional.ofNullable(pretraining.get(name))
                    .orElseThrow(
                        () ->
                            new ReportException(
                                "Cell "
                                    + cell.name()
                                    + " started from "
                                    + name
                                    + ", which is not among the finished pretraining cells, so its"
                                    + " cost is unknown. Put that cell back, or run both again."))
                    .budget());
  }
}
