package org.vitmae.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sets the arms of a run against its baseline, seed by seed. */
final class Comparison {
  private final Map<String, Cell> pretraining;
  private final Map<String, List<Cell>> arms = new LinkedHashMap<>();
  private final List<Cell> baseline;

  private Comparison(Run run) {
    pretraining = run.pretraining().stream().collect(Collectors.toMap(Cell::name, cell -> cell));
    run.armCells()
        .forEach(cell -> arms.computeIfAbsent(cell.role(), arm -> new ArrayList<>()).add(cell));
    String name = run.baseline().orElse("");
    baseline = arms.getOrDefault(name, List.of());
    if (baseline.isEmpty() && !arms.isEmpty()) {
      throw new ReportException(
          "The baseline '"
              + name
              + "' has no finished cell; finished arms are "
              + String.join(", ", arms.keySet())
              + ". Finish the baseline, for instance with 'run NAME --resume'.");
    }
  }

  /**
   * Returns one result per arm, in the run's order; none if the run has no arms.
   *
   * @throws ReportException if the baseline is missing, or cells of one arm contradict each other
   */
  static List<ArmResult> of(Run run) {
    Comparison comparison = new Comparison(run);
    return comparison.arms.values().stream().map(comparison::result).toList();
  }

  private ArmResult result(List<Cell> cells) {
    ArmSetting setting = setting(cells);
    boolean isBaseline = cells == baseline;
    boolean comparable = comparable(cells);
    Optional<Estimate> difference =
        isBaseline || !comparable ? Optional.empty() : difference(cells);
    Verdict verdict =
        isBaseline
            ? Verdict.BASELINE
            : comparable
                ? Verdict.of(difference, setting.higherIsBetter())
                : Verdict.NOT_COMPARABLE;
    return new ArmResult(
        setting,
        cells,
        Estimate.of(cells.stream().mapToDouble(Comparison::primary).toArray()),
        difference,
        verdict,
        testMeans(cells),
        Budget.meanOf(cells.stream().map(Cell::budget).toList()),
        Budget.meanOf(cells.stream().flatMap(cell -> pretraining(cell).stream()).toList()));
  }

  private static ArmSetting setting(List<Cell> cells) {
    Cell first = cells.get(0);
    for (int i = 1; i < cells.size(); i++) {
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
      if (cell.seed() == cells.get(i - 1).seed()) {
        throw new ReportException(
            "Cells "
                + cells.get(i - 1).name()
                + " and "
                + cell.name()
                + " both have seed "
                + cell.seed()
                + " of arm '"
                + cell.role()
                + "'. Move one of them out of 'cells'.");
      }
    }
    return first.arm().orElseThrow();
  }

  private boolean comparable(List<Cell> cells) {
    ArmSetting own = cells.get(0).arm().orElseThrow();
    return own.isJudgedLike(baseline.get(0).arm().orElseThrow())
        && cells.stream()
            .allMatch(
                cell ->
                    partner(cell)
                        .map(other -> testFingerprint(cell).equals(testFingerprint(other)))
                        .orElse(true));
  }

  private static String testFingerprint(Cell cell) {
    return Objects.requireNonNullElse(cell.provenance().dataFingerprint().get("test"), "");
  }

  private Optional<Estimate> difference(List<Cell> cells) {
    double[] differences =
        cells.stream()
            .flatMap(cell -> partner(cell).map(other -> primary(cell) - primary(other)).stream())
            .mapToDouble(Double::doubleValue)
            .toArray();
    return differences.length == 0 ? Optional.empty() : Optional.of(Estimate.of(differences));
  }

  /** Returns the baseline's cell with the same seed. */
  private Optional<Cell> partner(Cell cell) {
    return baseline.stream().filter(other -> other.seed() == cell.seed()).findFirst();
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

  private static double primary(Cell cell) {
    return cell.testMetrics().get(cell.arm().orElseThrow().primaryMetric());
  }

  private static Map<String, Double> testMeans(List<Cell> cells) {
    Map<String, List<Double>> values = new TreeMap<>();
    cells.forEach(
        cell ->
            cell.testMetrics()
                .forEach(
                    (metric, value) ->
                        values.computeIfAbsent(metric, name -> new ArrayList<>()).add(value)));
    Map<String, Double> means = new TreeMap<>();
    values.forEach(
        (metric, all) ->
            means.put(
                metric, all.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
    return means;
  }
}
