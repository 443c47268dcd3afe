package org.vitmae.segmentation.instances;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The maxima of a relief that are left after shallow ones were suppressed: those from which one has
 * to descend by some height before a higher one can be reached (the dynamics of Grimaud 1992). The
 * same maxima are left by an h-maxima transform.
 *
 * <p>Pixels are put in place from the highest to the lowest. A pixel that joins two hills is the
 * pass between them; the lower hill is a peak of its own if it is high enough above the pass. The
 * highest maximum of each connected region always is one.
 */
final class Peaks {
  private static final int ABSENT = -1;

  private final Relief relief;
  private final float least;
  private final int[] parents; // union-find; the root of a hill is its highest pixel
  private final BitSet peaks = new BitSet();

  private Peaks(Relief relief, float least) {
    this.relief = relief;
    this.least = least;
    this.parents = new int[relief.classes().length];
    Arrays.fill(parents, ABSENT);
  }

  /**
   * Finds the peaks.
   *
   * @param least height above the pass to a higher peak
   * @return pixels, the highest first
   */
  static int[] of(Relief relief, float least) {
    return new Peaks(relief, least).find();
  }

  private int[] find() {
    int[] order = highestFirst();
    for (int pixel : order) {
      parents[pixel] = pixel;
      for (int side = 0; side < Relief.SIDES; side++) {
        int neighbor = relief.neighbor(pixel, side);
        if (parents[neighbor] != ABSENT) {
          join(root(pixel), root(neighbor), relief.heights()[pixel]);
        }
      }
    }
    for (int pixel : order) {
      peaks.set(pixel, peaks.get(pixel) || parents[pixel] == pixel);
    }
    return Arrays.stream(order).filter(peaks::get).toArray();
  }

  /** Returns the pixels of all regions by falling height, then by place. */
  private int[] highestFirst() {
    long[] keys = new long[parents.length];
    int count = 0;
    for (int pixel = 0; pixel < parents.length; pixel++) {
      if (relief.classes()[pixel] != 0) {
        keys[count++] = PixelQueue.key(relief.heights()[pixel], pixel);
      }
    }
    Arrays.sort(keys, 0, count);
    int[] order = new int[count];
    Arrays.setAll(order, i -> (int) keys[i]);
    return order;
  }

  private void join(int one, int other, float pass) {
    if (one == other) {
      return;
    }
    boolean oneIsHigher =
        PixelQueue.key(relief.heights()[one], one) < PixelQueue.key(relief.heights()[other], other);
    int higher = oneIsHigher ? one : other;
    int lower = oneIsHigher ? other : one;
    parents[lower] = higher;
    if (relief.heights()[lower] - pass >= least) {
      peaks.set(lower);
    }
  }

  private int root(int pixel) {
    int root = pixel;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }
}
