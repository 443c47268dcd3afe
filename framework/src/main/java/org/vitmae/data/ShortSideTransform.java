package org.vitmae.data;

import java.util.random.RandomGenerator;
import org.vitmae.image.BicubicResize;
import org.vitmae.image.Image;

/**
 * Brings the short side of an image to a length, in proportion, unless it is shorter already; the
 * long side is rounded down, as in {@link EvalTransform}. Of the annotation remains what holds for
 * the whole image.
 *
 * @param pixels of the short side, at least 1
 */
record ShortSideTransform(int pixels) implements Transform {
  @Override
  public Sample apply(Sample sample, RandomGenerator random) {
    return new Sample(sample.id(), resize(sample.image()), sample.annotation().wholeImageOnly());
  }

  private Image resize(Image image) {
    int shortSide = Math.min(image.height(), image.width());
    if (shortSide <= pixels) {
      return image;
    }
    return BicubicResize.resize(
        image, scaled(image.height(), shortSide), scaled(image.width(), shortSide));
  }

  private int scaled(int side, int shortSide) {
    return Math.toIntExact((long) side * pixels / shortSide);
  }
}
