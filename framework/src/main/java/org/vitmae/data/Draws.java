package org.vitmae.data;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random generators that are functions of what they are for, never of when or where they are asked.
 *
 * <p>Every draw belongs to a (seed, purpose, epoch, sample id), so results depend neither on the
 * number of workers nor on batch size or on where a run was resumed.
 */
public final class Draws {
  private static final RandomGeneratorFactory<RandomGenerator> ALGORITHM =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private Draws() {}

  /**
   * Returns a generator for one sample in one epoch.
   *
   * @param purpose what is drawn, for instance {@code "augment"} or {@code "mask"}; different
   *     purposes give independent streams
   */
  public static RandomGenerator of(long seed, String purpose, long epoch, long sampleId) {
    long state = mix(seed);
    state = mix(state ^ purpose.hashCode());
    state = mix(state ^ epoch);
    state = mix(state ^ sampleId);
    return ALGORITHM.create(state);
  }

  /** Spreads every input bit over the whole word (the finaliser of MurmurHash3, after Stafford). */
  private static long mix(long z) {
    z += 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
