package org.vitmae.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A search for an arm's hyper-parameters, judged on the validation split of the first seed.
 *
 * @param search how the values of a trial are picked
 * @param trials number of trials of a random search; 0 for a grid, whose size is that of its values
 * @param seed seed of a random search
 * @param keys full key to the values tried
 */
public record SweepConfig(Search search, int trials, long seed, Map<String, SweptConfig> keys) {
  /** Ways to pick the values of a trial. */
  public enum Search {
    /** Every combination of the values listed, the last key varying fastest. */
    GRID,
    /** Independent draws for every trial and key. */
    RANDOM
  }

  public SweepConfig {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    boolean grid = search == Search.GRID;
    Range.check(
        grid ? trials == 0 : trials >= 1,
        "trials",
        trials,
        grid ? "0: a grid tries every combination" : "at least 1 for a random search");
    Range.check(
        !grid || keys.values().stream().noneMatch(swept -> swept.values().isEmpty()),
        "search",
        "grid",
        "random where a key has a range; a grid needs lists of values");
    Range.check(!keys.isEmpty(), "keys", keys, "at least one key");
  }
}
