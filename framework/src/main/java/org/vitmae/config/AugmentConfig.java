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
 * @param framing how images are brought to the model's size, in evaluation too; only {@link
 *     FramingConfig.Mode#CROP} crops as described above
 */
public record AugmentConfig(
    double cropScaleMin,
    double cropScaleMax,
    double cropRatioMin,
    double cropRatioMax,
    double flipProbability,
    FramingConfig framing) {
  public AugmentConfig {
    Range.within("crop-scale-min", cropScaleMin, 0.01, 1);
    Range.within("crop-scale-max", cropScaleMax, cropScaleMin, 1);
    Range.within("crop-ratio-min", cropRatioMin, 0.1, 10);
    Range.within("crop-ratio-max", cropRatioMax, cropRatioMin, 10);
    Range.within("flip-probability", flipProbability, 0, 1);
  }

  /** Returns random crops and mirror images only, as the paper's pretraining takes them. */
  public static AugmentConfig cropAndFlip(
      double cropScaleMin,
      double cropScaleMax,
      double cropRatioMin,
      double cropRatioMax,
      double flipProbability) {
    return new AugmentConfig(
        cropScaleMin,
        cropScaleMax,
        cropRatioMin,
        cropRatioMax,
        flipProbability,
        FramingConfig.CROP);
  }
}
