package org.vitmae.reports;

import java.util.List;

/** What an estimate varies over, and so what its interval and test speak of. */
enum Basis {
  SEEDS_AND_IMAGES("seeds and test images", true),
  SEEDS("seeds", true),
  REPEATS_AND_IMAGES("repeats on one pretraining, and test images", true),
  REPEATS("repeats on one pretraining", true),
  IMAGES("test images of one run", false),
  NOTHING("nothing", false);

  private final String words;
  private final boolean severalRuns;

  Basis(String words, boolean severalRuns) {
    this.words = words;
    this.severalRuns = severalRuns;
  }

  /**
   * Returns the basis of an estimate.
   *
   * @param seeds how many seeds there are
   * @param units the outcomes that vary: one per seed, or the repeats of a single seed
   */
  static Basis of(int seeds, List<Outcome> units) {
    boolean images = Outcome.shareImages(units);
    if (units.size() == 1) {
      return images ? IMAGES : NOTHING;
    }
    if (seeds == 1) {
      return images ? REPEATS_AND_IMAGES : REPEATS;
    }
    return images ? SEEDS_AND_IMAGES : SEEDS;
  }

  /** Tells whether there is more than one run, without which there is no verdict. */
  boolean hasSeveralRuns() {
    return severalRuns;
  }

  /** Returns the words after "over". */
  String words() {
    return words;
  }
}
