package org.vitmae.masking;

import java.util.random.RandomGenerator;
import org.vitmae.data.Draws;

/**
 * The kept and removed patches of a batch. Arrays are not copied and must not be changed.
 *
 * @param batchSize N
 * @param numPatches L
 * @param lenKeep K, the same for all images
 * @param idsKeep patches the encoder sees, in the order it sees them, [N, K]
 * @param idsRestore for each patch its place in the shuffled order, [N, L]; places 0 to K - 1 are
 *     kept
 * @param mask 0 for kept patches, 1 for removed ones, [N, L]
 */
@SuppressWarnings("ArrayRecordComponent")
public record Mask(
    int batchSize, int numPatches, int lenKeep, long[] idsKeep, long[] idsRestore, float[] mask) {
  public Mask {
    if (lenKeep < 1 || lenKeep > numPatches) {
      throw new IllegalArgumentException(
          "a mask keeps 1 to L = %d patches, got K = %d; lower the mask ratio"
              .formatted(numPatches, lenKeep));
    }
    if (idsKeep.length != batchSize * lenKeep
        || idsRestore.length != batchSize * numPatches
        || mask.length != batchSize * numPatches) {
      throw new IllegalArgumentException(
          "a mask of N = %d, L = %d, K = %d needs %d, %d and %d entries, got %d, %d and %d"
              .formatted(
                  batchSize,
                  numPatches,
                  lenKeep,
                  batchSize * lenKeep,
                  batchSize * numPatches,
                  batchSize * numPatches,
                  idsKeep.length,
                  idsRestore.length,
                  mask.length));
    }
  }

  /**
   * Keeps the patches with the least noise, as {@code random_masking} of the reference does.
   *
   * @param noise [N, L]; equal values keep their order
   * @param ratio share removed, in [0, 1)
   * @throws IllegalArgumentException if no patch would be kept
   */
  public static Mask fromNoise(float[] noise, int batchSize, int numPatches, double ratio) {
    if (noise.length != batchSize * numPatches) {
      throw new IllegalArgumentException(
          "noise must be [N, L] = [%d, %d], got %d values"
              .formatted(batchSize, numPatches, noise.length));
    }
    int lenKeep = MaskRatio.lenKeep(numPatches, MaskRatio.check(ratio));
    int[][] idsShuffle = new int[batchSize][];
    for (int n = 0; n < batchSize; n++) {
      idsShuffle[n] = Argsort.stable(noise, n * numPatches, numPatches);
    }
    return fromShuffles(idsShuffle, numPatches, lenKeep);
  }

  /**
   * Draws a mask that depends on nothing but the arguments: a sample gets the same patches in every
   * batch it may appear in.
   *
   * @param rows patches from top to bottom
   * @param columns patches from left to right
   * @param ids sample ids, [N]
   * @throws IllegalArgumentException if no patch would be kept
   */
  public static Mask draw(
      MaskSampler sampler, int rows, int columns, long seed, long epoch, long[] ids) {
    int[][] idsShuffle = new int[ids.length][];
    for (int n = 0; n < ids.length; n++) {
      RandomGenerator random = Draws.of(seed, "mask", epoch, ids[n]);
      idsShuffle[n] = sampler.idsShuffle(rows, columns, random);
    }
    return fromShuffles(idsShuffle, rows * columns, sampler.lenKeep(rows * columns));
  }

  /** Keeps every patch in its own place. */
  public static Mask none(int batchSize, int numPatches) {
    return fromNoise(new float[batchSize * numPatches], batchSize, numPatches, 0);
  }

  private static Mask fromShuffles(int[][] idsShuffle, int numPatches, int lenKeep) {
    int batchSize = idsShuffle.length;
    long[] idsKeep = new long[batchSize * lenKeep];
    long[] idsRestore = new long[batchSize * numPatches];
    float[] mask = new float[batchSize * numPatches];
    for (int n = 0; n < batchSize; n++) {
      for (int place = 0; place < numPatches; place++) {
        int patch = idsShuffle[n][place];
        idsRestore[n * numPatches + patch] = place;
        if (place < lenKeep) {
          idsKeep[n * lenKeep + place] = patch;
        } else {
          mask[n * numPatches + patch] = 1;
        }
      }
    }
    return new Mask(batchSize, numPatches, lenKeep, idsKeep, idsRestore, mask);
  }
}
