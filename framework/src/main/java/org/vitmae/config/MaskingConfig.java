package org.vitmae.config;

/**
 * Which patches the encoder does not see.
 *
 * @param strategy how they are chosen (table 1f of the paper)
 * @param ratio share removed
 */
public record MaskingConfig(Strategy strategy, double ratio) {
  /** Ways to choose patches. */
  public enum Strategy {
    /** Uniformly at random. */
    RANDOM,
    /** In rectangular blocks (Bao et al. 2021). */
    BLOCK,
    /** In a regular grid. */
    GRID
  }

  public MaskingConfig {
    Range.within("ratio", ratio, 0, 0.99);
  }
}
