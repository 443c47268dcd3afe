package org.vitmae.train;

import java.util.Optional;
import org.vitmae.checkpoint.BestMetric;

/**
 * How a training run ended.
 *
 * @param status whether there is nothing left to do
 * @param steps optimizer updates made, over all resumes
 * @param imagesSeen training images processed, repeats counted
 * @param best the best validation, empty if there was none
 * @param wallSeconds duration of training and validation, over all resumes
 * @param waitShare share of that spent waiting for data, 0 to 1
 * @param epochs passes over the training images; fewer than the recipe's if validation stopped
 *     improving
 */
public record RunOutcome(
    Status status,
    long steps,
    long imagesSeen,
    Optional<BestMetric> best,
    double wallSeconds,
    double waitShare,
    double epochs) {
  /** Ways to end without an error. */
  public enum Status {
    /** Training is complete. */
    DONE,
    /** Training was asked to stop and can be resumed. */
    STOPPED
  }
}
