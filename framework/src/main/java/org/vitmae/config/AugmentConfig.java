package org.vitmae.config;

/**
 * Random variation of training images.
 *
 * @param cropScaleMin least share of the image's area a random crop keeps; 1 together with {@code
 *     cropScaleMax} 1 replaces the random crop by a plain resize
 * @param cropScaleMax greatest share
 * @param cropRatioMin least aspect ratio of a crop
 * @param cropRatioMax greatest aspect ratio of a crop
 * @param flipProbability probability of mirroring left and right
 */
public record AugmentConfig(
    double cropScaleMin,
    double cropScaleMax,
    double cropRatioMin,
    double cropRatioMax,
    double flipProbability) {
  public AugmentConfig {
    Range.within("crop-scale-min", cropScaleMin, 0.01, 1);
    Range.within("crop-scale-max", cropScaleMax, cropScaleMin, 1);
    Range.within("crop-ratio-min", cropRatioMin, 0.1, 10);
    Range.within("crop-ratio-max", cropRatioMax, cropRatioMin, 10);
    Range.within("flip-probability", flipProbability, 0, 1);
  }

  /** Tells whether every epoch shows an image the same way. */
  public boolean isFixed() {
    return cropScaleMin == 1 && flipProbability == 0;
  }
}
