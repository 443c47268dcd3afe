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
 * @param colorJitter strength of random brightness, contrast and saturation; 0 switches it off
 * @param randAugmentMagnitude mean magnitude of RandAugment; 0 switches it off
 * @param randAugmentProbability probability that an operation RandAugment drew is applied
 * @param randomErasingProbability probability that a rectangle is overwritten with noise
 * @param photometricDistortion strength of random brightness, contrast, saturation and hue, each
 *     with probability one half; 1 is as recipes for segmentation have it, 0 switches it off
 * @param framing how images are brought to the model's size, in evaluation too; only {@link
 *     FramingConfig.Mode#CROP} crops as described above
 */
public record AugmentConfig(
    double cropScaleMin,
    double cropScaleMax,
    double cropRatioMin,
    double cropRatioMax,
    double flipProbability,
    double colorJitter,
    double randAugmentMagnitude,
    double randAugmentProbability,
    double randomErasingProbability,
    double photometricDistortion,
    FramingConfig framing) {
  public AugmentConfig {
    Range.within("crop-scale-min", cropScaleMin, 0.01, 1);
    Range.within("crop-scale-max", cropScaleMax, cropScaleMin, 1);
    Range.within("crop-ratio-min", cropRatioMin, 0.1, 10);
    Range.within("crop-ratio-max", cropRatioMax, cropRatioMin, 10);
    Range.within("flip-probability", flipProbability, 0, 1);
    Range.within("color-jitter", colorJitter, 0, 1);
    Range.check(
        colorJitter == 0 || randAugmentMagnitude == 0,
        "color-jitter",
        colorJitter,
        "0 while rand-augment-magnitude is not: RandAugment changes colors itself");
    Range.within("rand-augment-magnitude", randAugmentMagnitude, 0, 10);
    Range.within("rand-augment-probability", randAugmentProbability, 0, 1);
    Range.within("random-erasing-probability", randomErasingProbability, 0, 1);
    Range.within("photometric-distortion", photometricDistortion, 0, 1);
    Range.check(
        photometricDistortion == 0 || (colorJitter == 0 && randAugmentMagnitude == 0),
        "photometric-distortion",
        photometricDistortion,
        "0 while color-jitter or rand-augment-magnitude is not: they change the same colors");
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
        0,
        0,
        0,
        0,
        0,
        FramingConfig.CROP);
  }

  /** Tells whether every epoch shows an image the same way. */
  public boolean isFixed() {
    boolean sameFrame =
        switch (framing.mode()) {
          case CROP -> cropScaleMin == 1;
          case FIT -> framing.scaleMin() == 1 && framing.scaleMax() == 1;
          case WINDOW -> false;
        };
    return sameFrame
        && flipProbability == 0
        && colorJitter == 0
        && photometricDistortion == 0
        && randAugmentMagnitude == 0
        && randomErasingProbability == 0;
  }
}
