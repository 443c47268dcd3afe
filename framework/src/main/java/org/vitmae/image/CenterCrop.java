package org.vitmae.image;

/**
 * The reference's evaluation transform: resize until the image just covers a frame, cut its middle.
 *
 * <p>For a square of side S the short side becomes {@code floor(S / 0.875)}, or S itself above 224
 * pixels; the long side follows, rounded down; the crop's offset is rounded half to even. For other
 * targets the frame is {@code floor(height / 0.875)} by {@code floor(width / 0.875)}, or the target
 * itself if its longer side is above 224, and the resized image is the smallest of the same shape
 * that covers the frame.
 *
 * @param resizedHeight height after the resize
 * @param resizedWidth width after the resize
 * @param window what is cut out of the resized image
 */
public record CenterCrop(int resizedHeight, int resizedWidth, Window window) {
  private static final int LARGEST_WITH_MARGIN = 224;

  /** Computes the transform of an image to {@code height x width}. */
  public static CenterCrop of(int imageHeight, int imageWidth, int height, int width) {
    boolean margin = Math.max(height, width) <= LARGEST_WITH_MARGIN;
    long frameHeight = margin ? height * 8L / 7 : height; // 1 / 0.875 = 8 / 7
    long frameWidth = margin ? width * 8L / 7 : width;
    boolean widthDecides = imageWidth * frameHeight <= imageHeight * frameWidth;
    long resizedHeight = widthDecides ? frameWidth * imageHeight / imageWidth : frameHeight;
    long resizedWidth = widthDecides ? frameWidth : frameHeight * imageWidth / imageHeight;
    Window window =
        new Window(
            (int) Math.rint((resizedHeight - height) / 2.0),
            (int) Math.rint((resizedWidth - width) / 2.0),
            height,
            width);
    return new CenterCrop(Math.toIntExact(resizedHeight), Math.toIntExact(resizedWidth), window);
  }

  /** Returns the crop, [window.height, window.width, C]. */
  public Image apply(Image image) {
    Window whole = Window.whole(image.height(), image.width());
    return BicubicResize.resize(image, whole, resizedHeight, resizedWidth, window);
  }
}
