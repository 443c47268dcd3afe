package org.vitmae.image;

/**
 * Resizes an image and puts a part of it into the top left corner of a frame of fixed size.
 *
 * @param resizedHeight height after the resize
 * @param resizedWidth width after the resize
 * @param part what is taken of the resized image, no larger than the frame
 * @param mirrored whether the part is mirrored
 * @param height of the frame
 * @param width of the frame
 */
public record FramedResize(
    int resizedHeight, int resizedWidth, Window part, boolean mirrored, int height, int width) {
  public FramedResize {
    part.requireInside(resizedHeight, resizedWidth);
    if (part.height() > height || part.width() > width) {
      throw new IllegalArgumentException(
          "%s does not fit into a frame of %d x %d".formatted(part, height, width));
    }
  }

  /**
   * Returns the frame, [height, width, C].
   *
   * @param padding the pixel that fills the rest, [C]
   */
  public Image apply(Image image, byte[] padding) {
    Window whole = Window.whole(image.height(), image.width());
    Image resized = BicubicResize.resize(image, whole, resizedHeight, resizedWidth, part);
    Image inner = mirrored ? HorizontalFlip.apply(resized) : resized;
    if (inner.height() == height && inner.width() == width) {
      return inner;
    }
    int channels = image.channels();
    byte[] pixels = new byte[height * width * channels];
    for (int i = 0; i < pixels.length; i += channels) {
      System.arraycopy(padding, 0, pixels, i, channels);
    }
    for (int y = 0; y < inner.height(); y++) {
      inner.copyRow(y, 0, inner.width(), pixels, y * width * channels);
    }
    return new Image(height, width, channels, pixels);
  }
}
