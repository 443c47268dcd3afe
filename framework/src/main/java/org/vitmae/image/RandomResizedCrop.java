package org.vitmae.image;

import java.util.random.RandomGenerator;

/**
 * The reference's random crop: one draw of area and aspect ratio, limited to the image, never a
 * second try.
 *
 * @param scaleMin least share of the image's area
 * @param scaleMax greatest share
 * @param ratioMin least ratio of width to height
 * @param ratioMax greatest ratio; between the two its logarithm is uniform
 */
public record RandomResizedCrop(
    double scaleMin, double scaleMax, double ratioMin, double ratioMax) {
  public RandomResizedCrop {
    if (!(0 < scaleMin && scaleMin <= scaleMax && 0 < ratioMin && ratioMin <= ratioMax)) {
      throw new IllegalArgumentException(
          "a crop needs 0 < scaleMin <= scaleMax and 0 < ratioMin <= ratioMax, got scale %s to %s,"
                  .formatted(scaleMin, scaleMax)
              + " ratio %s to %s".formatted(ratioMin, ratioMax));
    }
  }

  /** Draws a window of an image. */
  public Window draw(int imageHeight, int imageWidth, RandomGenerator random) {
    double share = scaleMin + random.nextDouble() * (scaleMax - scaleMin);
    double logMin = Math.log(ratioMin);
    double logRatio = logMin + random.nextDouble() * (Math.log(ratioMax) - logMin);
    Window size = largestWindow(imageHeight, imageWidth, share, Math.exp(logRatio));
    return new Window(
        random.nextInt(imageHeight - size.height() + 1),
        random.nextInt(imageWidth - size.width() + 1),
        size.height(),
        size.width());
  }

  /**
   * Returns the window at the top left with a share of the image's area and an aspect ratio: both
   * sides rounded half to even, then limited to the image.
   */
  static Window largestWindow(int imageHeight, int imageWidth, double share, double aspectRatio) {
    double area = (double) imageHeight * imageWidth * share;
    int width = (int) Math.rint(Math.sqrt(area * aspectRatio));
    int height = (int) Math.rint(Math.sqrt(area / aspectRatio));
    // The reference has no lower limit: its images are never so small that a side rounds to 0.
    return Window.whole(
        Math.max(1, Math.min(height, imageHeight)), Math.max(1, Math.min(width, imageWidth)));
  }
}
