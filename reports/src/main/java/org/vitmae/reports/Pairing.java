package org.vitmae.reports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The runs of an arm beside the runs of its baseline that had the same seed. */
final class Pairing {
  private record Pair(Cell own, Cell baseline) {
    /**
     * Returns what pairs share that are not independent of each other: the pretraining of either
     * side, whichever of the two is the arm. Given weights are the same for all and only group
     * where there is no other.
     */
    Seeds.Origin shared() {
      List<Seeds.Origin> origins =
          Stream.of(own, baseline).flatMap(cell -> cell.seeds().pretraining().stream()).toList();
      return origins.stream()
          .filter(origin -> origin.seed().isPresent())
          .findFirst()
          .or(() -> origins.stream().findFirst())
          .orElse(own.seeds().shared());
    }

    boolean isOnSameImages() {
      return own.provenance().testFingerprint().equals(baseline.provenance().testFingerprint());
    }
  }

  private final List<Pair> pairs = new ArrayList<>();
  private final boolean comparable;

  private Pairing(List<Cell> own, List<Cell> baseline) {
    for (Cell cell : own) {
      baseline.stream()
          .filter(other -> other.seeds().pairWith(cell.seeds()))
          .findFirst()
          .ifPresent(other -> pairs.add(new Pair(cell, other)));
    }
    comparable =
        setting(own).isJudgedLike(setting(baseline))
            && pairs.stream().allMatch(Pair::isOnSameImages);
  }

  static Pairing of(List<Cell> own, List<Cell> baseline) {
    return new Pairing(own, baseline);
  }

  /** Tells whether both are judged by the same metric on the same images. */
  boolean isComparable() {
    return comparable;
  }

  /** Returns the difference, not yet corrected; empty where no seed is shared. */
  Optional<Difference> difference(Outcomes outcomes) {
    if (pairs.isEmpty() || !comparable) {
      return Optional.empty();
    }
    Collection<List<Outcome>> bySeed =
        pairs.stream()
            .collect(
                Collectors.groupingBy(
                    Pair::shared,
                    LinkedHashMap::new,
                    Collectors.mapping(
                        pair -> outcomes.of(pair.own).minus(outcomes.of(pair.baseline)),
                        Collectors.toList())))
            .values();
    return Optional.of(
        new Difference(
            Estimate.of(bySeed),
            PairedTest.pValue(Estimate.units(bySeed)),
            OptionalDouble.empty()));
  }

  private static ArmSetting setting(List<Cell> cells) {
    return cells.get(0).arm().orElseThrow();
  }
}
