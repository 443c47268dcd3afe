package org.vitmae.data;

import java.util.function.UnaryOperator;
import org.vitmae.config.ConfigException;
import org.vitmae.image.Channels;
import org.vitmae.image.Image;

/** Brings images to the number of channels that an experiment asks for. */
final class ChannelRule {
  private ChannelRule() {}

  /**
   * Resizes and converts in the order that is less work: gray first, color last. The result is that
   * of converting first.
   *
   * @throws ConfigException if images of this kind cannot have so many channels
   */
  static Image apply(Image image, int channels, UnaryOperator<Image> resize) {
    boolean convertible = image.channels() == 1 || image.channels() == 3;
    if (image.channels() != channels && !(convertible && (channels == 1 || channels == 3))) {
      throw new ConfigException(
          "data.channels is %d, but the images have %d. Only gray (1) and color (3) are converted."
              .formatted(channels, image.channels()));
    }
    return channels < image.channels()
        ? resize.apply(Channels.convert(image, channels))
        : Channels.convert(resize.apply(image), channels);
  }
}
