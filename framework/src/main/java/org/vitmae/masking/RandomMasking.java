package org.vitmae.masking;

import java.util.random.RandomGenerator;

/**
 * Keeps patches drawn uniformly without replacement, the paper's choice (sec. 3).
 *
 * @param ratio share removed, in [0, 1)
 */
record RandomMasking(double ratio) implements MaskSampler {
  RandomMasking {
    MaskRatio.check(ratio);
  }

  @Override
  public int lenKeep(int numPatches) {
    return MaskRatio.lenKeep(numPatches, ratio);
  }

  @Override
  public int[] idsShuffle(int rows, int columns, RandomGenerator random) {
    float[] noise = new float[rows * columns];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextFloat();
    }
    return Argsort.stable(noise, 0, noise.length);
  }
}
