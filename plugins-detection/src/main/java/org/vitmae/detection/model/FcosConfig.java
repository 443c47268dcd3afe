package org.vitmae.detection.model;

/**
 * What a single-stage detector is made of.
 *
 * @param classes K
 * @param channels C of every level of the pyramid
 * @param depth convolutions of each tower
 * @param best how many answers of an image are turned into boxes
 * @param leastScore a detection needs at least this score
 * @param overlap IoU above which the worse of two boxes of a class goes
 * @param most how many detections of an image are left at most
 */
public record FcosConfig(
    int classes, int channels, int depth, int best, double leastScore, float overlap, int most) {
  /** Returns the numbers of Tian et al. 2019. */
  public static FcosConfig of(int classes, int channels, int depth, int most) {
    return new FcosConfig(classes, channels, depth, 1000, 0.05, 0.6f, most);
  }
}
