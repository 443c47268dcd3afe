package org.vitmae.reports;

import java.util.Optional;

/**
 * Where a run's random draws start.
 *
 * @param own root of the run's own draws
 * @param pretraining the pretraining that it starts from, empty if it starts from none
 * @param repeat 0-based number among the runs on one pretraining
 */
record Seeds(long own, Optional<Origin> pretraining, int repeat) {
  /**
   * What runs that are not independent of each other have in common.
   *
   * @param seed root of its draws; empty for given weights, which were pretrained once
   */
  record Origin(Optional<Long> seed) {}

  /** Returns the pretraining; a run without one shares nothing with others. */
  Origin shared() {
    return pretraining.orElse(new Origin(Optional.of(own)));
  }

  /** Returns the seed to name a run by. */
  long listed() {
    return shared().seed().orElse(own);
  }

  /** Tells whether two runs drew the same labels in the same order. */
  boolean pairWith(Seeds other) {
    return own == other.own && repeat == other.repeat;
  }

  /** Returns the seed, and the repeat from the second one on. */
  String words() {
    return repeat == 0 ? Long.toString(own) : own + " (repeat " + repeat + ")";
  }
}
