package org.vitmae.data;

import java.util.random.RandomGenerator;
import org.vitmae.config.DataConfig;
import org.vitmae.config.FramingConfig;
import org.vitmae.image.CenterCrop;
import org.vitmae.image.Image;

/**
 * The reference's evaluation transform, {@link CenterCrop}, without chance. Boxes and masks move
 * along.
 *
 * <p>Differs from MAE: an image that already has the size wanted is taken as it is; the reference
 * would enlarge it and cut its border off.
 */
public final class EvalTransform implements Transform {
  private final int height;
  private final int width;
  private final int channels;

  /**
   * Creates a transform to [height, width, channels].
   *
   * @param channels 1 or 3 turn color to gray and back, any other number must be the images' own
   */
  public EvalTransform(int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  /**
   * Returns the transform for images that are framed in a way: this one or {@link FrameTransform}.
   */
  public static Transform of(FramingConfig framing, DataConfig data) {
    return framing.mode() == FramingConfig.Mode.CROP
        ? new EvalTransform(data.imageHeight(), data.imageWidth(), data.channels())
        : FrameTransform.evaluation(framing, data);
  }

  @Override
  public Sample apply(Sample sample, RandomGenerator random) {
    Image image = sample.image();
    if (image.height() == height && image.width() == width) {
      Image converted = ChannelRule.apply(image, channels, input -> input);
      return new Sample(sample.id(), converted, sample.annotation());
    }
    CenterCrop crop = CenterCrop.of(image.height(), image.width(), height, width);
    return new Sample(
        sample.id(),
        ChannelRule.apply(image, channels, crop::apply),
        Placement.of(crop, image.height(), image.width()).move(sample.annotation()));
  }
}
