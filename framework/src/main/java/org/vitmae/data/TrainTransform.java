package org.vitmae.data;

import java.util.random.RandomGenerator;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.DataConfig;
import org.vitmae.config.FramingConfig;
import org.vitmae.image.BicubicResize;
import org.vitmae.image.ColorJitter;
import org.vitmae.image.HorizontalFlip;
import org.vitmae.image.Image;
import org.vitmae.image.Normalization;
import org.vitmae.image.PhotometricDistortion;
import org.vitmae.image.RandAugment;
import org.vitmae.image.RandomErasing;
import org.vitmae.image.RandomResizedCrop;
import org.vitmae.image.Window;

/**
 * Random variation for training: a random resized crop, or a plain resize if every crop keeps the
 * whole area, or {@link FrameTransform} where images are shown in proportion; a mirror image at
 * random, color jitter or photometric distortion or RandAugment, random erasing, in this order.
 *
 * <p>Boxes and masks move along with frame and mirror image. RandAugment turns and shifts what they
 * describe, so with it only the class of an image remains.
 */
public final class TrainTransform implements Transform {
  private final AugmentConfig augment;
  private final DataConfig data;
  private final RandomResizedCrop crop;
  private final FrameTransform frame;
  private final ColorJitter colorJitter;
  private final PhotometricDistortion photometricDistortion;
  private final RandAugment randAugment;
  private final RandomErasing randomErasing;

  /**
   * Creates a transform to the size that a model sees.
   *
   * @param data image size, channels (1 or 3 turn color to gray and back, any other number must be
   *     the images' own) and the mean and deviation that new pixels are drawn by
   */
  public TrainTransform(AugmentConfig augment, DataConfig data) {
    this.augment = augment;
    this.data = data;
    this.frame = FrameTransform.training(augment.framing(), augment.flipProbability(), data);
    this.crop =
        new RandomResizedCrop(
            augment.cropScaleMin(),
            augment.cropScaleMax(),
            augment.cropRatioMin(),
            augment.cropRatioMax());
    this.colorJitter = new ColorJitter(augment.colorJitter());
    this.photometricDistortion = new PhotometricDistortion(augment.photometricDistortion());
    this.randAugment =
        new RandAugment(
            augment.randAugmentMagnitude(), augment.randAugmentProbability(), data.mean());
    this.randomErasing =
        new RandomErasing(
            augment.randomErasingProbability(), new Normalization(data.mean(), data.std()));
  }

  @Override
  public Sample apply(Sample sample, RandomGenerator random) {
    Sample placed = place(sample, random);
    Image image = placed.image();
    Annotation annotation = placed.annotation();
    if (augment.colorJitter() > 0) {
      image = colorJitter.apply(image, random);
    }
    if (augment.photometricDistortion() > 0) {
      image = photometricDistortion.apply(image, random);
    }
    if (augment.randAugmentMagnitude() > 0) {
      image = randAugment.apply(image, random);
      annotation = annotation.wholeImageOnly();
    }
    if (augment.randomErasingProbability() > 0) {
      image = randomErasing.apply(image, random);
    }
    return new Sample(sample.id(), image, annotation);
  }

  /** Crops and resizes, or frames, and mirrors. */
  private Sample place(Sample sample, RandomGenerator random) {
    if (augment.framing().mode() != FramingConfig.Mode.CROP) {
      return frame.apply(sample, random);
    }
    Image image = sample.image();
    int height = data.imageHeight();
    int width = data.imageWidth();
    Window whole = Window.whole(image.height(), image.width());
    Window window = crop.scaleMin() == 1 ? whole : crop.draw(image.height(), image.width(), random);
    boolean mirrored = random.nextDouble() < augment.flipProbability();
    Image resized =
        ChannelRule.apply(
            image, data.channels(), input -> BicubicResize.resize(input, window, height, width));
    if (!mirrored && window.equals(whole) && window.equals(Window.whole(height, width))) {
      return new Sample(sample.id(), resized, sample.annotation());
    }
    return new Sample(
        sample.id(),
        mirrored ? HorizontalFlip.apply(resized) : resized,
        Placement.of(window, height, width, mirrored).move(sample.annotation()));
  }
}
