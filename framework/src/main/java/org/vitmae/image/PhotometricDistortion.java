package org.vitmae.image;

import java.util.random.RandomGenerator;

/**
 * Changes brightness, contrast, saturation and hue at random, each with probability one half, as
 * recipes for segmentation do (first in SSD, Liu et al. 2016, sec. 3.2).
 *
 * <p>Brightness comes first. Contrast comes next or last, each every other time. Saturation and hue
 * need three channels and are left alone otherwise; gray stays gray.
 *
 * @param strength 1 adds up to 32 of 255 to the brightness, multiplies contrast and saturation by
 *     0.5 to 1.5 and turns the hue by up to 36 degrees; a smaller one narrows all four
 */
public record PhotometricDistortion(double strength) {
  private static final double BRIGHTNESS = 32;
  private static final double FACTOR = 0.5;
  private static final double HUE = 36.0 / 360;

  /** Returns the changed image, [H, W, C]. */
  public Image apply(Image image, RandomGenerator random) {
    double brightness = draw(random) * BRIGHTNESS;
    boolean contrastFirst = random.nextBoolean();
    double contrast = 1 + draw(random) * FACTOR;
    double saturation = 1 + draw(random) * FACTOR;
    double hue = draw(random) * HUE;
    Image result = Tones.map(image, value -> (int) Math.round(value + brightness));
    if (contrastFirst) {
      result = contrast(result, contrast);
    }
    if (image.channels() == 3 && (saturation != 1 || hue != 0)) {
      result = new HueSaturation(hue, saturation).apply(result);
    }
    return contrastFirst ? result : contrast(result, contrast);
  }

  /** Draws 0, or every other time a number from -strength to strength. */
  private double draw(RandomGenerator random) {
    boolean on = random.nextBoolean();
    double amount = strength * (2 * random.nextDouble() - 1);
    return on ? amount : 0;
  }

  private static Image contrast(Image image, double factor) {
    return Tones.map(image, value -> (int) Math.round(value * factor));
  }
}
