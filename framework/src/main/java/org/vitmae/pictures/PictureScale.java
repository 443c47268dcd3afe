package org.vitmae.pictures;

import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.vitmae.image.BicubicResize;
import org.vitmae.image.Image;

/**
 * The size of a picture, in which labels can be read: small images are enlarged by whole factors,
 * large ones made smaller.
 *
 * @param width of the picture
 * @param height likewise
 * @param scaleX pixels of the picture per pixel of the image that places refer to, across
 * @param scaleY likewise, downwards
 */
public record PictureScale(int width, int height, double scaleX, double scaleY) {
  private static final double ENLARGED_TO = 0.8;

  /**
   * Chooses a size.
   *
   * @param pixels what is drawn on
   * @param imageHeight of the image that places refer to
   * @param imageWidth likewise
   * @param largest pixels of the picture's longer side, at most; small images come near
   */
  public static PictureScale of(Image pixels, int imageHeight, int imageWidth, int largest) {
    int longest = Math.max(pixels.height(), pixels.width());
    double factor =
        longest > largest
            ? (double) largest / longest
            : Math.max(1, Math.floor(ENLARGED_TO * largest / longest));
    int width = (int) Math.max(1, Math.round(pixels.width() * factor));
    int height = (int) Math.max(1, Math.round(pixels.height() * factor));
    return new PictureScale(
        width, height, (double) width / imageWidth, (double) height / imageHeight);
  }

  /** Returns the pixels in the picture's size, in color; enlarged ones stay squares. */
  public BufferedImage background(Image pixels) {
    Image sized =
        width < pixels.width() || height < pixels.height()
            ? BicubicResize.resize(pixels, height, width)
            : pixels;
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      int row = y * sized.height() / height;
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, rgb(sized, row, x * sized.width() / width));
      }
    }
    return picture;
  }

  private static int rgb(Image image, int row, int column) {
    int last = image.channels() - 1;
    return image.at(row, column, 0) << 16
        | image.at(row, column, Math.min(1, last)) << 8
        | image.at(row, column, last);
  }

  /** Returns a box in the picture, at least a pixel large. */
  public Rectangle box(Rectangle2D box) {
    int left = (int) Math.round(box.getMinX() * scaleX);
    int top = (int) Math.round(box.getMinY() * scaleY);
    int right = (int) Math.round(box.getMaxX() * scaleX);
    int bottom = (int) Math.round(box.getMaxY() * scaleY);
    return new Rectangle(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
  }

  /**
   * Returns which pixel of an image lies under a pixel of the picture.
   *
   * @param imageHeight of an image that is shown in all of the picture
   * @param imageWidth likewise
   * @return the place in [imageHeight, imageWidth]
   */
  public int under(int y, int x, int imageHeight, int imageWidth) {
    int row = (int) ((y + 0.5) * imageHeight / height);
    int column = (int) ((x + 0.5) * imageWidth / width);
    return row * imageWidth + column;
  }
}
