package org.vitmae.reports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One arm over all its seeds, set against its baseline.
 *
 * @param cells the arm's cells by seed
 * @param primary the primary metric on the test split
 * @param difference this arm minus its baseline; empty for the baseline itself and where the two
 *     cannot be paired
 * @param test every test metric in the order it was logged, the primary one too
 * @param categories the same of single categories, where its test tells them apart
 * @param ledger what one of its runs cost
 */
record ArmResult(
    ArmSetting setting,
    List<Cell> cells,
    Estimate primary,
    Optional<Difference> difference,
    Verdict verdict,
    Map<String, Estimate> test,
    List<CategoryResult> categories,
    Ledger ledger) {

  String arm() {
    return setting.arm();
  }

  /** Returns what computed; runs of one arm may differ in that. */
  String engines() {
    return cells.stream()
        .flatMap(cell -> Stream.of(cell.provenance().engine().split(", ")))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Returns the number of labeled training images. */
  long labels() {
    return cells.get(0).trainImages();
  }

  /** Returns the number of labeled images that were chosen by. */
  long validationLabels() {
    return cells.get(0).validationImages();
  }
}
