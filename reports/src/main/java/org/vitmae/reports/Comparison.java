package org.vitmae.reports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    return new ArmResult(
        setting(cells),
        cells,
        Estimate.of(bySeed(cells)),
        difference,
        verdict(cells, difference),
        testMeans(cells),
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

  private Collection<List<Outcome>> bySeed(List<Cell> cells) {
    return cells.stream()
        .collect(
            Collectors.groupingBy(
                cell -> cell.seeds().shared(),
                TreeMap::new,
                Collectors.mapping(outcomes::of, Collectors.toList())))
        .values();
  }

  private static ArmSetting setting(List<Cell> cells) {
    return cells.get(0).arm().orElseThrow();
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
