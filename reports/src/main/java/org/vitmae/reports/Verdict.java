package org.vitmae.reports;

/** What an arm's paired difference to the baseline shows. */
enum Verdict {
  BASELINE("baseline"),
  BETTER("better"),
  WORSE("worse"),
  NO_DIFFERENCE("no difference shown"),
  ONE_SEED("no verdict (one seed)"),
  NO_SHARED_SEED("no verdict (no shared seed)"),
  NO_BASELINE("no verdict (no baseline)"),
  NOT_COMPARABLE("not comparable: judged differently");

  private static final double SIGNIFICANT = 0.05;

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /**
   * Judges a difference: its whole interval must lie on one side of zero, and the corrected p-value
   * must be below 0.05. Where the two disagree, no difference is shown.
   */
  static Verdict of(Difference difference, boolean higherIsBetter) {
    if (!difference.isTested()) {
      return ONE_SEED;
    }
    boolean significant = difference.corrected().orElseThrow() < SIGNIFICANT;
    if (!significant || difference.estimate().interval().orElseThrow().holdsZero()) {
      return NO_DIFFERENCE;
    }
    return difference.estimate().mean() > 0 == higherIsBetter ? BETTER : WORSE;
  }

  /** Returns the verdict as the report writes it. */
  String words() {
    return words;
  }
}
