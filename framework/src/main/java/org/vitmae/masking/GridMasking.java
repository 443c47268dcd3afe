package org.vitmae.masking;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Keeps a regular grid of patches, the same for every image (table 1f of He et al. 2021): at ratio
 * 0.75 one of every 2 x 2, the upper left.
 *
 * <p>At other ratios the K kept patches are spread as evenly as whole rows and columns allow. Kept
 * and removed patches each come in ascending order.
 *
 * @param ratio share removed, in [0, 1)
 */
record GridMasking(double ratio) implements MaskSampler {
  GridMasking {
    MaskRatio.check(ratio);
  }

  @Override
  public int lenKeep(int numPatches) {
    return MaskRatio.lenKeep(numPatches, ratio);
  }

  @Override
  public int[] idsShuffle(int rows, int columns, RandomGenerator random) {
    boolean[] removed = new boolean[rows * columns];
    Arrays.fill(removed, true);
    int kept = lenKeep(removed.length);
    int keptRows = keptRows(kept, rows, columns);
    for (int i = 0; i < keptRows; i++) {
      int row = i * rows / keptRows;
      int inRow = share(kept, i + 1, keptRows) - share(kept, i, keptRows);
      for (int j = 0; j < inRow; j++) {
        removed[row * columns + j * columns / inRow] = false;
      }
    }
    return Partition.keptFirst(removed);
  }

  /** Chooses as many rows as make the kept patches equally far apart in both directions. */
  private static int keptRows(int kept, int rows, int columns) {
    int least = (kept + columns - 1) / columns;
    long even = Math.round(Math.sqrt((double) kept * rows / columns));
    return (int) Math.max(least, Math.min(even, Math.min(rows, kept)));
  }

  private static int share(int kept, int part, int parts) {
    return (int) ((long) kept * part / parts);
  }
}
