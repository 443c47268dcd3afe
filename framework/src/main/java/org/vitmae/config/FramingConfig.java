package org.vitmae.config;

/**
 * How an image is brought to the size that a model sees.
 *
 * @param mode by cutting or by padding
 * @param scaleMin for {@link Mode#FIT}: least size of a training image, 1 is as evaluated
 * @param scaleMax greatest size
 * @param shortSide for {@link Mode#FIT}: pixels of the short side at size 1; 0, or where the image
 *     would not fit, as many as fit
 */
public record FramingConfig(Mode mode, double scaleMin, double scaleMax, int shortSide) {
  /** Takes the reference's crops. */
  public static final FramingConfig CROP = new FramingConfig(Mode.CROP, 1, 1, 0);

  /** Ways of framing. */
  public enum Mode {
    /** Random resized crops for training, a center crop for evaluation. */
    CROP,
    /**
     * The whole image, padded, for evaluation; for training it is scaled at random, and cropped
     * where it is too large.
     */
    FIT
  }

  public FramingConfig {
    Range.within("scale-min", scaleMin, 0.01, 10);
    Range.within("scale-max", scaleMax, scaleMin, 10);
    Range.atLeast("short-side", shortSide, 0);
  }
}
