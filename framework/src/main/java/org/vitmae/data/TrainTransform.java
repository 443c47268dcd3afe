package org.vitmae.data;

import java.util.random.RandomGenerator;
import org.vitmae.config.AugmentConfig;
import org.vitmae.image.BicubicResize;
import org.vitmae.image.HorizontalFlip;
import org.vitmae.image.Image;
import org.vitmae.image.RandomResizedCrop;
import org.vitmae.image.Window;

/**
 * Random variation for training: a random resized crop, or a plain resize if every crop keeps the
 * whole area, then a mirror image at random. Boxes and masks move along.
 */
public final class TrainTransform implements Transform {
  private final double flipProbability;
  private final RandomResizedCrop crop;
  private final int height;
  private final int width;
  private final int channels;

  /**
   * Creates a transform to [height, width, channels].
   *
   * @param channels 1 or 3 turn color to gray and back, any other number must be the images' own
   */
  public TrainTransform(AugmentConfig augment, int height, int width, int channels) {
    this.flipProbability = augment.flipProbability();
    this.crop =
        new RandomResizedCrop(
            augment.cropScaleMin(),
            augment.cropScaleMax(),
            augment.cropRatioMin(),
            augment.cropRatioMax());
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  @Override
  public Sample apply(Sample sample, RandomGenerator random) {
    Image image = sample.image();
    Window whole = Window.whole(image.height(), image.width());
    Window window = crop.scaleMin() == 1 ? whole : crop.draw(image.height(), image.width(), random);
    boolean mirrored = random.nextDouble() < flipProbability;
    Image resized =
        ChannelRule.apply(
            image, channels, input -> BicubicResize.resize(input, window, height, width));
    if (!mirrored && window.equals(whole) && window.equals(Window.whole(height, width))) {
      return new Sample(sample.id(), resized, sample.annotation());
    }
    return new Sample(
        sample.id(),
        mirrored ? HorizontalFlip.apply(resized) : resized,
        Placement.of(window, height, width, mirrored).move(sample.annotation()));
  }
}
