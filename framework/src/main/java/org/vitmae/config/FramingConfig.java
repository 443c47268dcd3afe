package org.vitmae.config;

/**
 * How an image is brought to the size that a model sees.
 *
 * @param mode by cutting, by padding, or in windows
 * @param scaleMin but for {@link Mode#CROP}: least size of a training image, 1 is as evaluated
 * @param scaleMax greatest size
 * @param shortSide likewise: pixels of the short side at size 1; 0 for as many as fit ({@link
 *     Mode#FIT}, also where the image would not fit) or as it has ({@link Mode#WINDOW})
 * @param classShareMax {@link Mode#WINDOW}: share of the labeled pixels from which on a class fills
 *     a training window, which is then drawn again; 1 switches it off
 */
public record FramingConfig(
    Mode mode, double scaleMin, double scaleMax, int shortSide, double classShareMax) {
  /** Takes the reference's crops. */
  public static final FramingConfig CROP = new FramingConfig(Mode.CROP, 1, 1, 0, 1);

  /** Ways of framing. */
  public enum Mode {
    /** Random resized crops for training, a center crop for evaluation. */
    CROP,
    /**
     * The whole image, padded, for evaluation; for training it is scaled at random, and cropped
     * where it is too large.
     */
    FIT,
    /**
     * The whole image at a size of its own for evaluation, alone in its batch; for training it is
     * scaled at random, and a random window of the model's size is taken, padded where the image is
     * smaller.
     */
    WINDOW
  }

  public FramingConfig {
    Range.within("scale-min", scaleMin, 0.01, 10);
    Range.within("scale-max", scaleMax, scaleMin, 10);
    Range.atLeast("short-side", shortSide, 0);
    Range.within("class-share-max", classShareMax, 0.01, 1);
    Range.check(
        classShareMax == 1 || mode == Mode.WINDOW,
        "class-share-max",
        classShareMax,
        "1 unless mode is window");
  }
}
