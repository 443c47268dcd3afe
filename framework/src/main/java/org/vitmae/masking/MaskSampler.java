package org.vitmae.masking;

import java.util.random.RandomGenerator;
import org.vitmae.config.MaskingConfig;

/** A way to choose the patches of one image that are kept. Implementations are immutable. */
public interface MaskSampler {
  /** Returns K, how many of L patches are kept. */
  int lenKeep(int numPatches);

  /**
   * Draws the patches of one image.
   *
   * @param rows patches from top to bottom
   * @param columns patches from left to right
   * @param random the only source of chance
   * @return {@code idsShuffle} [L], a permutation of 0 to L - 1 whose first K entries are kept
   */
  int[] idsShuffle(int rows, int columns, RandomGenerator random);

  /** Returns the sampler that a configuration asks for. */
  static MaskSampler of(MaskingConfig config) {
    return switch (config.strategy()) {
      case RANDOM -> new RandomMasking(config.ratio());
      case BLOCK -> new BlockMasking(config.ratio());
      case GRID -> new GridMasking(config.ratio());
    };
  }
}
