package org.vitmae.data;

import org.vitmae.config.DataConfig;
import org.vitmae.config.FramingConfig;

/**
 * The size at which a whole image is shown to a model, in proportion ({@link
 * FramingConfig.Mode#FIT}, {@link FramingConfig.Mode#WINDOW}); fitted for evaluation it lies at the
 * top left.
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
    double scale = size * scale(framing, data, imageHeight, imageWidth);
    int height = (int) Math.max(1, Math.round(imageHeight * scale));
    int width = (int) Math.max(1, Math.round(imageWidth * scale));
    return new Frame(height, width, (double) height / imageHeight, (double) width / imageWidth);
  }

  /** Returns the scale of evaluation. */
  private static double scale(
      FramingConfig framing, DataConfig data, int imageHeight, int imageWidth) {
    double wanted =
        framing.shortSide() == 0
            ? Double.POSITIVE_INFINITY
            : (double) framing.shortSide() / Math.min(imageHeight, imageWidth);
    double fitting =
        Math.min(
            (double) data.imageHeight() / imageHeight, (double) data.imageWidth() / imageWidth);
    return switch (framing.mode()) {
      case CROP, FIT -> Math.min(wanted, fitting);
      case WINDOW -> framing.shortSide() == 0 ? 1 : wanted;
    };
  }
}
