package org.vitmae.masking;

import java.util.random.RandomGenerator;

/**
 * Removes rectangular blocks until enough patches are gone (Bao et al. 2021, algorithm 1; table 1f
 * of He et al. 2021).
 *
 * <p>Differs from BEiT: the last block is cut off where the count is reached, so that every image
 * keeps exactly K patches; the least block is in proportion to the grid, 16 patches for 14 x 14.
 * Kept and removed patches each come in ascending order.
 *
 * @param ratio share removed, in [0, 1)
 */
record BlockMasking(double ratio) implements MaskSampler {
  private static final double MIN_ASPECT = 0.3;
  private static final double MIN_SHARE = 16.0 / (14 * 14);

  BlockMasking {
    MaskRatio.check(ratio);
  }

  @Override
  public int lenKeep(int numPatches) {
    return MaskRatio.lenKeep(numPatches, ratio);
  }

  @Override
  public int[] idsShuffle(int rows, int columns, RandomGenerator random) {
    boolean[] removed = new boolean[rows * columns];
    int missing = removed.length - lenKeep(removed.length);
    double minArea = Math.max(1, MIN_SHARE * removed.length);
    while (missing > 0) {
      double area = between(minArea, Math.max(minArea, missing), random);
      double aspect = Math.exp(between(Math.log(MIN_ASPECT), -Math.log(MIN_ASPECT), random));
      int height = side(Math.sqrt(area * aspect), rows);
      int width = side(Math.sqrt(area / aspect), columns);
      int top = random.nextInt(rows - height + 1);
      int left = random.nextInt(columns - width + 1);
      for (int i = 0; i < height * width && missing > 0; i++) {
        int patch = (top + i / width) * columns + left + i % width;
        if (!removed[patch]) {
          removed[patch] = true;
          missing--;
        }
      }
    }
    return Partition.keptFirst(removed);
  }

  private static double between(double least, double most, RandomGenerator random) {
    return least + (most - least) * random.nextDouble();
  }

  private static int side(double length, int most) {
    return (int) Math.max(1, Math.min(most, Math.round(length)));
  }
}
