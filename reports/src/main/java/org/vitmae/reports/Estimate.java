package org.vitmae.reports;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A mean over seeds and how far it can be trusted.
 *
 * @param seeds number of seeds; with pretraining, of pretraining seeds
 * @param runs number of runs, repeats on one pretraining counted singly
 * @param mean every seed counts the same, however many repeats it has
 * @param std sample standard deviation over seeds, or over the repeats of a single seed
 * @param parts where it comes from; empty without repeats
 * @param interval the 95 % confidence interval of the mean
 */
record Estimate(
    int seeds,
    int runs,
    double mean,
    OptionalDouble std,
    Optional<Parts> parts,
    Optional<Interval> interval,
    Basis basis) {
  /**
   * Standard deviations told apart.
   *
   * @param seeds between seeds, what repeats alone would cause taken off; empty for a single seed
   * @param repeats between repeats of one seed
   */
  record Parts(OptionalDouble seeds, double repeats) {}

  /**
   * Estimates from at least one run.
   *
   * @param runs the outcomes of each seed's repeats
   * @throws IllegalArgumentException if there is none
   */
  static Estimate of(Collection<List<Outcome>> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("an estimate needs an outcome, got none");
    }
    List<Outcome> units = units(runs);
    Deviation deviation = Deviation.of(values(units));
    return new Estimate(
        runs.size(),
        runs.stream().mapToInt(List::size).sum(),
        deviation.mean(),
        units.size() == 1 ? OptionalDouble.empty() : OptionalDouble.of(deviation.std()),
        parts(runs),
        Interval.of(units),
        Basis.of(runs.size(), units));
  }

  /** Estimates from the runs of an arm, of which those of one seed belong together. */
  static Estimate of(List<Cell> cells, Function<Cell, Outcome> outcome) {
    return of(
        cells.stream()
            .collect(
                Collectors.groupingBy(
                    cell -> cell.seeds().shared(),
                    LinkedHashMap::new,
                    Collectors.mapping(outcome, Collectors.toList())))
            .values());
  }

  /** Returns this estimate of a metric's mean; an interval does not leave the metric's range. */
  Estimate of(Metric metric) {
    return metric.isShare()
        ? new Estimate(seeds, runs, mean, std, parts, interval.map(Interval::ofShare), basis)
        : this;
  }

  /**
   * Returns what varies: the mean of each seed, or the repeats of a single one.
   *
   * <p>Repeats on one pretraining share its luck, so only their mean is an independent outcome; its
   * spread over seeds already holds what the repeats spread.
   */
  static List<Outcome> units(Collection<List<Outcome>> runs) {
    return runs.size() == 1 ? runs.iterator().next() : runs.stream().map(Outcome::mean).toList();
  }

  private static Optional<Parts> parts(Collection<List<Outcome>> runs) {
    double squares = 0;
    int degrees = 0;
    double shrinkage = 0;
    for (List<Outcome> repeats : runs) {
      squares += Deviation.of(values(repeats)).variance() * (repeats.size() - 1);
      degrees += repeats.size() - 1;
      shrinkage += 1.0 / repeats.size() / runs.size();
    }
    if (degrees == 0) {
      return Optional.empty();
    }
    double within = squares / degrees;
    double between = Deviation.of(values(units(runs))).variance() - within * shrinkage;
    return Optional.of(
        new Parts(
            runs.size() == 1
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.sqrt(Math.max(0, between))),
            Math.sqrt(within)));
  }

  private static double[] values(List<Outcome> outcomes) {
    return outcomes.stream().mapToDouble(Outcome::value).toArray();
  }
}
