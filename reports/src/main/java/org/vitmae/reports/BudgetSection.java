package org.vitmae.reports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every arm cost, beside what its baseline cost, and the experiment as a whole. */
final class BudgetSection {
  private BudgetSection() {}

  static Map<String, Object> of(Run run, Results results, Palette palette) {
    Stream<Budget> cells =
        run.cells().stream().filter(cell -> !isTrialsOnly(run, cell)).map(Cell::budget);
    Stream<Budget> trials = results.arms().stream().map(arm -> arm.ledger().trials().budget());
    Budget all = Stream.concat(cells, trials).reduce(Budget.NOTHING, Budget::then);
    return Map.of(
        "rows",
        results.arms().stream().map(arm -> row(arm, results.baselineOf(arm), palette)).toList(),
        "searched",
        results.arms().stream().anyMatch(arm -> arm.ledger().trials().count() > 0),
        "all",
        Amount.count(all.imagesSeen())
            + " images, "
            + Amount.flops(all.flops())
            + " and "
            + Amount.seconds(all.wallSeconds()),
        "shared",
        shared(run));
  }

  /**
   * Tells whether a pretraining was made for a trial and serves no arm: the trials' cost has it.
   */
  private static boolean isTrialsOnly(Run run, Cell cell) {
    return cell.variant().startsWith("trial-") && served(run, List.of(cell)).isEmpty();
  }

  private static Map<String, Object> row(
      ArmResult result, Optional<ArmResult> baseline, Palette palette) {
    Ledger ledger = result.ledger();
    Optional<Ledger> other = baseline.map(ArmResult::ledger);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("arm", result.arm());
    row.put("color", Palette.css(palette.color(result.arm())));
    row.put("trainable", Amount.shortCount(result.cells().get(0).trainableParameters()));
    row.put("parameters", Amount.shortCount(result.cells().get(0).parameters()));
    row.put("labels", Amount.count(result.labels()));
    row.put("validationLabels", Amount.count(result.validationLabels()));
    row.put("alone", cost(ledger.training(), other.map(Ledger::training)));
    row.put("pretrained", !ledger.pretraining().equals(Budget.NOTHING));
    row.put("pretraining", cost(ledger.withPretraining(), other.map(Ledger::withPretraining)));
    row.put("trials", Amount.count(ledger.trials().count()));
    row.put("total", cost(ledger.total(), other.map(Ledger::total)));
    row.put(
        "differs",
        baseline.filter(b -> b != result).map(b -> BudgetWords.of(result, b)).orElse("–"));
    return row;
  }

  private static Map<String, Object> cost(Budget own, Optional<Budget> baseline) {
    Budget other = baseline.orElse(own);
    return Map.of(
        "images", Amount.count(own.imagesSeen()),
        "imagesDiffer", BudgetWords.differ(own.imagesSeen(), other.imagesSeen()),
        "flops", Amount.flops(own.flops()),
        "flopsRatio", baseline.map(b -> Amount.ratio(own.flops(), b.flops())).orElse(""),
        "flopsDiffer", BudgetWords.differ(own.flops(), other.flops()),
        "seconds", Amount.seconds(own.wallSeconds()),
        "wait", Amount.percent(own.waitShare()),
        "memory", Amount.bytes(own.peakMemoryBytes()));
  }

  /** Returns a sentence for each pretraining that serves more than one arm. */
  private static List<String> shared(Run run) {
    return run.pretraining().stream()
        .collect(Collectors.groupingBy(Cell::role, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(entry -> Map.entry(entry.getKey(), served(run, entry.getValue())))
        .filter(entry -> entry.getValue().size() > 1)
        .map(entry -> entry.getKey() + " serves " + String.join(", ", entry.getValue()) + ".")
        .toList();
  }

  private static List<String> served(Run run, List<Cell> pretraining) {
    List<String> names = pretraining.stream().map(Cell::name).toList();
    return run.armCells().stream()
        .filter(cell -> cell.pretrainCell().filter(names::contains).isPresent())
        .map(Cell::role)
        .distinct()
        .toList();
  }
}
