package org.vitmae.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The outcomes of runs, with test images drawn alike for all that are judged on the same ones. */
final class Outcomes {
  private final Map<String, Outcome> byCell = new HashMap<>();

  private Outcomes() {}

  static Outcomes of(List<Cell> cells) {
    Outcomes outcomes = new Outcomes();
    Map<List<Long>, List<Cell>> scored = new LinkedHashMap<>();
    for (Cell cell : cells) {
      outcomes.byCell.put(cell.name(), new Outcome(cell.primary(), Optional.empty()));
      cell.scores()
          .ifPresent(
              scores -> scored.computeIfAbsent(scores.ids(), ids -> new ArrayList<>()).add(cell));
    }
    scored.forEach(outcomes::addScored);
    return outcomes;
  }

  /** Returns the outcome of one of the runs. */
  Outcome of(Cell cell) {
    return byCell.get(cell.name());
  }

  private void addScored(List<Long> ids, List<Cell> cells) {
    List<double[]> scores =
        cells.stream().map(cell -> cell.scores().orElseThrow().values()).toList();
    double[][] means = ImageBootstrap.means(scores);
    for (int i = 0; i < means.length; i++) {
      Outcome.Images images = new Outcome.Images(ids, scores.get(i), means[i]);
      byCell.put(cells.get(i).name(), new Outcome(cells.get(i).primary(), Optional.of(images)));
    }
  }
}
