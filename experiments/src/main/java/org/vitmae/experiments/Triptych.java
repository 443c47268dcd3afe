package org.vitmae.experiments;

import java.util.Arrays;
import java.util.List;
import org.vitmae.image.Image;

/** Pictures of one size side by side, small ones enlarged so that patches can be told apart. */
final class Triptych {
  private static final int MIN_HEIGHT = 224;
  private static final int GAP = 8;
  private static final byte WHITE = (byte) 255;

  private Triptych() {}

  /**
   * Joins images of equal shape from left to right.
   *
   * @param images at least one, each [H, W, C]
   * @return [s H, n s W + gaps, C], s the least whole factor that makes it 224 pixels high
   */
  static Image of(List<Image> images) {
    Image first = images.get(0);
    int scale = (MIN_HEIGHT + first.height() - 1) / first.height();
    int height = first.height() * scale;
    int width = images.size() * (first.width() * scale + GAP) - GAP;
    byte[] pixels = new byte[height * width * first.channels()];
    Arrays.fill(pixels, WHITE);
    for (int i = 0; i < images.size(); i++) {
      draw(images.get(i), scale, pixels, width, i * (first.width() * scale + GAP));
    }
    return new Image(height, width, first.channels(), pixels);
  }

  private static void draw(Image image, int scale, byte[] pixels, int width, int left) {
    int channels = image.channels();
    for (int row = 0; row < image.height() * scale; row++) {
      for (int column = 0; column < image.width() * scale; column++) {
        int from = (row / scale * image.width() + column / scale) * channels;
        System.arraycopy(
            image.pixels(), from, pixels, (row * width + left + column) * channels, channels);
      }
    }
  }
}
