package org.vitmae.reports;

import java.util.OptionalDouble;

/**
 * An arm minus its baseline, run by run.
 *
 * @param pValue of the test that there is none; empty for one run whose metric is not a mean over
 *     images
 * @param corrected the same for all arms that are compared (Holm); empty where there is no verdict
 */
record Difference(Estimate estimate, OptionalDouble pValue, OptionalDouble corrected) {
  Difference corrected(double value) {
    return new Difference(estimate, pValue, OptionalDouble.of(value));
  }

  /** Tells whether there are enough runs for a verdict. */
  boolean isTested() {
    return pValue.isPresent() && estimate.basis().hasSeveralRuns();
  }
}
