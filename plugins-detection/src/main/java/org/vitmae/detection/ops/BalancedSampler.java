package org.vitmae.detection.ops;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws a few candidates of an image for the loss, with a bounded share of positive ones: without
 * it the many background boxes would drown them (Ren et al. 2015, section 3.1.3).
 *
 * @param size how many are drawn; fewer if there are not enough
 * @param positiveShare greatest share of positive ones; negative ones fill up the rest
 */
public record BalancedSampler(int size, double positiveShare) {
  /**
   * What was drawn, in rising order.
   *
   * @param positive candidates that stand for an object
   * @param negative candidates that stand for background
   */
  public record Drawn(long[] positive, long[] negative) {
    /** Returns both kinds, positive ones first. */
    public long[] all() {
      long[] all = Arrays.copyOf(positive, positive.length + negative.length);
      System.arraycopy(negative, 0, all, positive.length, negative.length);
      return all;
    }
  }

  /**
   * Draws candidates.
   *
   * @param matched what {@link Matcher#match} gave
   * @param random from {@code Draws}
   */
  public Drawn draw(long[] matched, RandomGenerator random) {
    int[] positive = where(matched, true);
    int[] negative = where(matched, false);
    int positives = Math.min(positive.length, (int) (size * positiveShare));
    int negatives = Math.min(negative.length, size - positives);
    return new Drawn(choose(positive, positives, random), choose(negative, negatives, random));
  }

  private static int[] where(long[] matched, boolean positive) {
    return IntStream.range(0, matched.length)
        .filter(i -> positive ? matched[i] >= 0 : matched[i] == Matcher.BACKGROUND)
        .toArray();
  }

  /** The first steps of a Fisher-Yates shuffle. */
  private static long[] choose(int[] from, int count, RandomGenerator random) {
    for (int i = 0; i < count && count < from.length; i++) {
      int other = random.nextInt(i, from.length);
      int taken = from[other];
      from[other] = from[i];
      from[i] = taken;
    }
    return Arrays.stream(from, 0, count).asLongStream().sorted().toArray();
  }
}
