package org.vitmae.image;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Overwrites a random rectangle with noise (Zhong et al. 2020), as timm does in its mode {@code
 * pixel}: area 0.02 to 1/3 of the image, aspect ratio 0.3 to 1/0.3.
 *
 * <p>The noise is normal on the normalized scale. As the image is still bytes here, it is brought
 * back to bytes: values beyond black and white are cut off, and all are rounded.
 *
 * @param probability probability that an image is changed at all
 * @param normalization what the model will do to the pixels
 */
public record RandomErasing(double probability, Normalization normalization) {
  private static final double LEAST_AREA = 0.02;
  private static final double GREATEST_AREA = 1.0 / 3;
  private static final double LOG_RATIO = Math.log(1 / 0.3);
  private static final int ATTEMPTS = 10;

  /** Returns the image, [H, W, C], or a copy with a rectangle of noise. */
  public Image apply(Image image, RandomGenerator random) {
    if (random.nextDouble() >= probability) {
      return image;
    }
    return draw(image.height(), image.width(), random)
        .map(window -> erase(image, window, random))
        .orElse(image);
  }

  /** Draws a rectangle smaller than the image, empty if ten attempts were all too large. */
  static Optional<Window> draw(int imageHeight, int imageWidth, RandomGenerator random) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double share = LEAST_AREA + random.nextDouble() * (GREATEST_AREA - LEAST_AREA);
      double ratio = Math.exp((2 * random.nextDouble() - 1) * LOG_RATIO);
      double area = share * imageHeight * imageWidth;
      int height = (int) Math.rint(Math.sqrt(area * ratio));
      int width = (int) Math.rint(Math.sqrt(area / ratio));
      if (height >= 1 && width >= 1 && height < imageHeight && width < imageWidth) {
        int top = random.nextInt(imageHeight - height + 1);
        int left = random.nextInt(imageWidth - width + 1);
        return Optional.of(new Window(top, left, height, width));
      }
    }
    return Optional.empty();
  }

  private Image erase(Image image, Window window, RandomGenerator random) {
    int channels = image.channels();
    byte[] out = image.pixels().clone();
    for (int y = window.top(); y < window.top() + window.height(); y++) {
      int row = (y * image.width() + window.left()) * channels;
      for (int i = 0; i < window.width() * channels; i++) {
        int c = i % channels;
        double share = random.nextGaussian(normalization.mean().get(c), normalization.std().get(c));
        out[row + i] = (byte) (int) Math.max(0, Math.min(255, Math.rint(255 * share)));
      }
    }
    return new Image(image.height(), image.width(), channels, out);
  }
}
