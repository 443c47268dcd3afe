package org.vitmae.reports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The outcomes of runs, with test images drawn alike for all that are judged on the same ones. */
final class Outcomes {
  private final Map<String, Outcome> byCell = new HashMap<>();
  private int draws;

  private Outcomes() {}

  static Outcomes of(List<Cell> cells) {
    Outcomes outcomes = new Outcomes();
    cells.forEach(cell -> outcomes.byCell.put(cell.name(), Outcome.of(cell.primary())));
    grouped(cells, Outcomes::scoredImages).forEach(outcomes::addScored);
    grouped(cells, Outcomes::recordedDraws).forEach(outcomes::addRecorded);
    return outcomes;
  }

  /** Returns the outcome of one of the runs. */
  Outcome of(Cell cell) {
    return byCell.get(cell.name());
  }

  /** Returns the runs that have a key, those with the same one together. */
  private static <K> Collection<List<Cell>> grouped(
      List<Cell> cells, Function<Cell, Optional<K>> key) {
    Map<K, List<Cell>> groups = new LinkedHashMap<>();
    for (Cell cell : cells) {
      key.apply(cell)
          .ifPresent(value -> groups.computeIfAbsent(value, k -> new ArrayList<>()).add(cell));
    }
    return groups.values();
  }

  /** Returns which test images were scored. */
  private static Optional<List<Object>> scoredImages(Cell cell) {
    return cell.files()
        .scores()
        .map(scores -> List.of(cell.provenance().testFingerprint(), scores.ids()));
  }

  /** Returns what tells recorded draws apart: the test images and how often they were drawn. */
  private static Optional<List<Object>> recordedDraws(Cell cell) {
    return cell.files()
        .resamples()
        .map(
            resamples ->
                List.of(
                    cell.provenance().testFingerprint(),
                    cell.arm().orElseThrow().testImages(),
                    resamples.values().length));
  }

  private void addScored(List<Cell> cells) {
    List<double[]> scores =
        cells.stream().map(cell -> cell.files().scores().orElseThrow().values()).toList();
    double[][] means = ImageBootstrap.means(scores);
    for (int i = 0; i < means.length; i++) {
      add(cells.get(i), Images.ofScores(draws, scores.get(i), means[i]));
    }
    draws++;
  }

  private void addRecorded(List<Cell> cells) {
    for (Cell cell : cells) {
      double[] values = cell.files().resamples().orElseThrow().values();
      long count = cell.arm().orElseThrow().testImages();
      add(cell, Images.ofRecorded(draws, count, cell.primary(), values));
    }
    draws++;
  }

  private void add(Cell cell, Images images) {
    byCell.put(cell.name(), new Outcome(cell.primary(), Optional.of(images)));
  }
}
