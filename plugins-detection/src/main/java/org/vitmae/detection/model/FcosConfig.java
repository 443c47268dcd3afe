package org.vitmae.detection.model;

/**
 * What a single-stage detector is made of.
 *
 * <p>Differs from Tian et al. 2019: the best answers are chosen among all levels of an image, by
 * the root of class times centerness, and then held against {@code leastScore}. There the class
 * alone is held against it first, and as many are kept of each level.
 *
 * @param classes K
 * @param channels C of every level of the pyramid
 * @param depth convolutions of each tower
 * @param best how many answers of an image, pairs of cell and class, are turned into boxes
 * @param leastScore a detection needs at least this score, the root of class times centerness
 * @param overlap IoU above which the worse of two boxes of a class goes
 * @param most how many detections of an image are left at most
 */
public record FcosConfig(
    int classes, int channels, int depth, int best, double leastScore, float overlap, int most) {
  /** Returns the numbers of Tian et al. 2019, used as said above. */
  public static FcosConfig of(int classes, int channels, int depth, int most) {
    return new FcosConfig(classes, channels, depth, 1000, 0.05, 0.6f, most);
  }
}
