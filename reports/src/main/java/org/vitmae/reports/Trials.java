package org.vitmae.reports;

import java.util.Collection;

/**
 * What the search for an arm's hyper-parameters cost, all trials together.
 *
 * @param count number of trials; 0 without a search
 */
record Trials(long count, double imagesSeen, double flops, double seconds) {
  static final Trials NONE = new Trials(0, 0, 0, 0);

  /** Returns the search the cells of one arm share: each of them tells of all its trials. */
  static Trials of(Collection<Cell> cells) {
    return cells.stream().map(Cell::trials).reduce(NONE, (a, b) -> b.count > a.count ? b : a);
  }

  Budget budget() {
    return new Budget(imagesSeen, flops, seconds, 0, 0);
  }
}
