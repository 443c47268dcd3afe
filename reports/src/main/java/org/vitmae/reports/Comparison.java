package org.vitmae.reports;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sets the arms of a run against their baseline, run by run. */
final class Comparison {
  private final Map<String, List<Cell>> arms;
  private final Costs costs;
  private final Outcomes outcomes;
  private final Map<String, Difference> differences = new LinkedHashMap<>();

  private Comparison(Run run) {
    arms = Arms.of(run);
    costs = new Costs(run.pretraining());
    outcomes = Outcomes.of(run.armCells());
    arms.forEach(
        (arm, cells) ->
            pairing(cells)
                .filter(pairing -> !setting(cells).isBaseline())
                .flatMap(pairing -> pairing.difference(outcomes))
                .ifPresent(difference -> differences.put(arm, difference)));
    correct();
  }

  /**
   * Returns one result per arm, in the run's order; none if the run has no arms.
   *
   * @throws ReportException if no baseline is finished, or cells of one arm contradict each other
   */
  static Results of(Run run) {
    Comparison comparison = new Comparison(run);
    return new Results(comparison.arms.values().stream().map(comparison::result).toList());
  }

  /** Corrects the p-values of all arms that get a verdict for their number. */
  private void correct() {
    List<String> tested =
        differences.keySet().stream().filter(arm -> differences.get(arm).isTested()).toList();
    double[] corrected =
        Holm.corrected(
            tested.stream()
                .mapToDouble(arm -> differences.get(arm).pValue().orElseThrow())
                .toArray());
    for (int i = 0; i < corrected.length; i++) {
      double pValue = corrected[i];
      differences.computeIfPresent(tested.get(i), (arm, raw) -> raw.corrected(pValue));
    }
  }

  private ArmResult result(List<Cell> cells) {
    Optional<Difference> difference = Optional.ofNullable(differences.get(cells.get(0).role()));
    Estimate primary =
        Estimate.of(cells, outcomes::of).of(new Metric(setting(cells).primaryMetric()));
    return new ArmResult(
        setting(cells),
        cells,
        primary,
        difference,
        verdict(cells, difference),
        test(cells, primary),
        CategoryResult.of(cells),
        costs.of(cells));
  }

  private Verdict verdict(List<Cell> cells, Optional<Difference> difference) {
    if (setting(cells).isBaseline()) {
      return Verdict.BASELINE;
    }
    Optional<Pairing> pairing = pairing(cells);
    if (pairing.isEmpty()) {
      return Verdict.NO_BASELINE;
    }
    if (!pairing.get().isComparable()) {
      return Verdict.NOT_COMPARABLE;
    }
    boolean higherIsBetter = setting(cells).higherIsBetter();
    return difference.map(d -> Verdict.of(d, higherIsBetter)).orElse(Verdict.NO_SHARED_SEED);
  }

  /** Returns the arm beside its baseline; empty if that is not finished. */
  private Optional<Pairing> pairing(List<Cell> cells) {
    return setting(cells)
        .baseline()
        .flatMap(name -> Optional.ofNullable(arms.get(name)))
        .map(baseline -> Pairing.of(cells, baseline));
  }

  private static ArmSetting setting(List<Cell> cells) {
    return cells.get(0).arm().orElseThrow();
  }

  /**
   * Returns every test metric in the order it was logged; only the primary one knows of images.
   *
   * <p>A metric that no run could tell, for instance of objects that are not there, is left out.
   */
  private static Map<String, Estimate> test(List<Cell> cells, Estimate primary) {
    Set<String> metrics = new LinkedHashSet<>();
    cells.forEach(cell -> metrics.addAll(cell.testMetrics().keySet()));
    Map<String, Estimate> test = new LinkedHashMap<>();
    for (String metric : metrics) {
      List<Cell> judged =
          cells.stream()
              .filter(cell -> Double.isFinite(cell.testMetrics().getOrDefault(metric, Double.NaN)))
              .toList();
      if (!judged.isEmpty()) {
        Estimate mean = Estimate.of(judged, cell -> Outcome.of(cell.testMetrics().get(metric)));
        test.put(metric, mean.of(new Metric(metric)));
      }
    }
    test.put(setting(cells).primaryMetric(), primary);
    return test;
  }
}
