package org.vitmae.reports;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One arm over all its seeds, set against the baseline.
 *
 * @param cells the arm's cells by seed
 * @param primary the primary metric on the test split
 * @param difference this arm minus the baseline, paired by seed; empty for the baseline itself and
 *     where the two cannot be paired
 * @param testMeans every test metric, averaged over the seeds that have it
 * @param training mean cost of the arm alone
 * @param pretraining mean cost of the pretraining it starts from; nothing if it has none
 */
record ArmResult(
    ArmSetting setting,
    List<Cell> cells,
    Estimate primary,
    Optional<Estimate> difference,
    Verdict verdict,
    Map<String, Double> testMeans,
    Budget training,
    Budget pretraining) {

  /** Returns the mean cost of pretraining and training together. */
  Budget total() {
    return pretraining.then(training);
  }
}
