package org.vitmae.reports;

import java.util.Optional;

/**
 * Where a run's random draws start.
 *
 * @param own root of the run's own draws
 * @param pretraining root of the draws of the pretraining it starts from; {@link #GIVEN} for given
 *     weights, which were pretrained once
 * @param repeat 0-based number among the runs on one pretraining
 */
record Seeds(long own, Optional<Long> pretraining, int repeat) {
  static final long GIVEN = 0;

  /** Returns what runs that are not independent of each other share: the pretraining's seed. */
  long shared() {
    return pretraining.orElse(own);
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
