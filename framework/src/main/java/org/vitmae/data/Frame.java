package org.vitmae.data;

import org.vitmae.config.DataConfig;
import org.vitmae.config.FramingConfig;

/**
 * The size at which a whole image is shown to a model that sees it fitted ({@link
 * FramingConfig.Mode#FIT}); in evaluation it lies at the top left.
 *
 * @param height of the image in the model's pixels
 * @param width likewise
 * @param scaleY the model's pixels per pixel of the image, downwards
 * @param scaleX likewise, across
 */
public record Frame(int height, int width, double scaleY, double scaleX) {
  /** Sizes an image as evaluation does. */
  public static Frame of(FramingConfig framing, DataConfig data, SourceImage image) {
    return of(framing, data, image.height(), image.width(), 1);
  }

  /**
   * Sizes an image.
   *
   * @param size 1 is as evaluated
   */
  static Frame of(
      FramingConfig framing, DataConfig data, int imageHeight, int imageWidth, double size) {
    double fit =
        Math.min(
            (double) data.imageHeight() / imageHeight, (double) data.imageWidth() / imageWidth);
    if (framing.shortSide() > 0) {
      fit = Math.min(fit, (double) framing.shortSide() / Math.min(imageHeight, imageWidth));
    }
    int height = (int) Math.max(1, Math.round(imageHeight * fit * size));
    int width = (int) Math.max(1, Math.round(imageWidth * fit * size));
    return new Frame(height, width, (double) height / imageHeight, (double) width / imageWidth);
  }
}
