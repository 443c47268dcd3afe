package org.vitmae.image;

/**
 * The fifteen operations of {@link RandAugment}, all of which get stronger with the magnitude
 * (timm's set {@code inc1}).
 */
enum RandAugmentOperation {
  AUTO_CONTRAST,
  EQUALIZE,
  INVERT,
  ROTATE,
  POSTERIZE,
  SOLARIZE,
  SOLARIZE_ADD,
  COLOR,
  CONTRAST,
  BRIGHTNESS,
  SHARPNESS,
  SHEAR_X,
  SHEAR_Y,
  TRANSLATE_X,
  TRANSLATE_Y;

  private static final double GREATEST_ANGLE = 30; // degrees
  private static final int POSTERIZED_BITS = 4;
  private static final int GREATEST_ADDITION = 110;
  private static final double GREATEST_ENHANCEMENT = 0.9;
  private static final double GREATEST_SHEAR = 0.3;
  private static final double GREATEST_SHIFT = 0.45; // share of the side

  /**
   * Changes an image.
   *
   * @param strength 0 to 1
   * @param negative turns, shears and shifts the other way, and dulls instead of exaggerating
   * @param fill value of each channel for what comes in from outside
   */
  Image apply(Image image, double strength, boolean negative, int[] fill) {
    double signed = negative ? -strength : strength;
    double factor = 1 + signed * GREATEST_ENHANCEMENT;
    return switch (this) {
      case AUTO_CONTRAST -> Tones.autoContrast(image);
      case EQUALIZE -> Tones.equalize(image);
      case INVERT -> Tones.invert(image);
      case ROTATE ->
          Affine.rotation(signed * GREATEST_ANGLE, image.height(), image.width())
              .apply(image, fill);
      case POSTERIZE ->
          Tones.posterize(image, POSTERIZED_BITS - (int) (strength * POSTERIZED_BITS));
      case SOLARIZE -> Tones.solarize(image, 256 - (int) (strength * 256));
      case SOLARIZE_ADD -> Tones.solarizeAdd(image, (int) (strength * GREATEST_ADDITION));
      case COLOR -> Enhancement.COLOR.apply(image, factor);
      case CONTRAST -> Enhancement.CONTRAST.apply(image, factor);
      case BRIGHTNESS -> Enhancement.BRIGHTNESS.apply(image, factor);
      case SHARPNESS -> Enhancement.SHARPNESS.apply(image, factor);
      case SHEAR_X -> Affine.shearX(signed * GREATEST_SHEAR).apply(image, fill);
      case SHEAR_Y -> Affine.shearY(signed * GREATEST_SHEAR).apply(image, fill);
      case TRANSLATE_X ->
          Affine.translation(signed * GREATEST_SHIFT * image.width(), 0).apply(image, fill);
      case TRANSLATE_Y ->
          Affine.translation(0, signed * GREATEST_SHIFT * image.height()).apply(image, fill);
    };
  }
}
