package org.vitmae.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers the cells of each arm and checks that they belong together. */
final class Arms {
  private Arms() {}

  /**
   * Returns the cells of each arm, in the run's order.
   *
   * @throws ReportException if cells of one arm contradict each other, no baseline is finished, or
   *     the baselines are not arms of one group
   */
  static Map<String, List<Cell>> of(Run run) {
    Map<String, List<Cell>> arms = new LinkedHashMap<>();
    run.armCells()
        .forEach(cell -> arms.computeIfAbsent(cell.role(), arm -> new ArrayList<>()).add(cell));
    arms.values().forEach(Arms::check);
    if (!arms.isEmpty()) {
      checkBaselines(arms);
    }
    return arms;
  }

  private static void check(List<Cell> cells) {
    Cell first = cells.get(0);
    for (int i = 1; i < cells.size(); i++) {
      Cell before = cells.get(i - 1);
      Cell cell = cells.get(i);
      if (!cell.arm().equals(first.arm())) {
        throw new ReportException(
            "Cells of one arm must have one setting, but "
                + first.name()
                + " has "
                + first.arm().orElseThrow()
                + " and "
                + cell.name()
                + " has "
                + cell.arm().orElseThrow()
                + ". Run the older one again.");
      }
      if (cell.seeds().equals(before.seeds())) {
        throw new ReportException(
            "Cells "
                + before.name()
                + " and "
                + cell.name()
                + " both have seed "
                + cell.seeds().words()
                + " of arm '"
                + cell.role()
                + "'. Move one of them out of 'cells'.");
      }
    }
  }

  private static void checkBaselines(Map<String, List<Cell>> arms) {
    Set<String> names = new LinkedHashSet<>();
    arms.values()
        .forEach(cells -> cells.get(0).arm().orElseThrow().baseline().ifPresent(names::add));
    Set<String> groups = new LinkedHashSet<>();
    names.stream()
        .filter(arms::containsKey)
        .forEach(name -> groups.add(arms.get(name).get(0).arm().orElseThrow().group()));
    if (groups.isEmpty()) {
      throw new ReportException(
          "The baseline '"
              + String.join("', '", names)
              + "' has no finished cell; finished arms are "
              + String.join(", ", arms.keySet())
              + ". Finish the baseline, for instance with 'run NAME --resume'.");
    }
    if (groups.size() > 1) {
      throw new ReportException(
          "All arms must be compared with one baseline or with arms of one group, but the manifests"
              + " name "
              + String.join(", ", names)
              + ". Report on cells of one experiment definition only.");
    }
  }
}
