package org.vitmae.config;

import java.util.List;

/**
 * What a key is tried with: the values listed, or for a random search any number of a range.
 *
 * @param values the values as they would be written in a definition; empty for a range
 * @param min least number of the range
 * @param max greatest number of the range
 * @param scale how the range is drawn from
 */
public record SweptConfig(List<String> values, double min, double max, Scale scale) {
  /** How a range is drawn from. */
  public enum Scale {
    /** Uniformly. */
    LINEAR,
    /** Uniformly in the logarithm. */
    LOG
  }

  public SweptConfig {
    values = List.copyOf(values);
    Range.check(
        !values.isEmpty() || max > min, "max", max, "above min " + min + "; or list the values");
    Range.check(
        !values.isEmpty() || scale == Scale.LINEAR || min > 0, "min", min, "above 0 (log scale)");
  }
}
