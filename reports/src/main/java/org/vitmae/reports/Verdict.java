package org.vitmae.reports;

import java.util.Optional;

/** What an arm's paired difference to the baseline shows. */
enum Verdict {
  BASELINE("baseline"),
  BETTER("better"),
  WORSE("worse"),
  NO_DIFFERENCE("no difference shown"),
  ONE_SEED("one seed: no verdict"),
  NO_SHARED_SEED("no shared seed: no verdict"),
  NOT_COMPARABLE("not comparable: judged differently");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** Judges a difference: it must lie on one side of zero with its whole confidence interval. */
  static Verdict of(Optional<Estimate> difference, boolean higherIsBetter) {
    if (difference.isEmpty()) {
      return NO_SHARED_SEED;
    }
    Optional<Estimate.Spread> spread = difference.get().spread();
    if (spread.isEmpty()) {
      return ONE_SEED;
    }
    if (spread.get().low() > 0) {
      return higherIsBetter ? BETTER : WORSE;
    }
    if (spread.get().high() < 0) {
      return higherIsBetter ? WORSE : BETTER;
    }
    return NO_DIFFERENCE;
  }

  /** Returns the verdict as the report writes it. */
  String words() {
    return words;
  }
}
