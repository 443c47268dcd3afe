package org.vitmae.detection.judge;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import org.vitmae.data.RunLengths;
import org.vitmae.detection.evaluation.BoxRegion;
import org.vitmae.image.BicubicResize;
import org.vitmae.image.Image;

/**
 * The size of a picture, in which labels can be read: small images are enlarged by whole factors,
 * large ones made smaller.
 *
 * @param width of the picture
 * @param height likewise
 * @param scaleX pixels of the picture per pixel of the image that boxes refer to, across
 * @param scaleY likewise, downwards
 */
record PictureScale(int width, int height, double scaleX, double scaleY) {
  private static final int LARGEST = 800;
  private static final int ENLARGED_TO = 640;

  /**
   * Chooses a size.
   *
   * @param pixels what is drawn on
   * @param imageHeight of the image that boxes refer to
   * @param imageWidth likewise
   */
  static PictureScale of(Image pixels, int imageHeight, int imageWidth) {
    int longest = Math.max(pixels.height(), pixels.width());
    double factor =
        longest > LARGEST ? (double) LARGEST / longest : Math.max(1, ENLARGED_TO / longest);
    int width = (int) Math.max(1, Math.round(pixels.width() * factor));
    int height = (int) Math.max(1, Math.round(pixels.height() * factor));
    return new PictureScale(
        width, height, (double) width / imageWidth, (double) height / imageHeight);
  }

  /** Returns the pixels in the picture's size, in color; enlarged ones stay squares. */
  BufferedImage background(Image pixels) {
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
  Rectangle box(BoxRegion box) {
    int left = (int) Math.round(box.x() * scaleX);
    int top = (int) Math.round(box.y() * scaleY);
    int right = (int) Math.round((box.x() + box.width()) * scaleX);
    int bottom = (int) Math.round((box.y() + box.height()) * scaleY);
    return new Rectangle(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
  }

  /**
   * Mixes a color into the pixels of a mask.
   *
   * @param share of the color, 0 to 1
   */
  void tint(BufferedImage picture, RunLengths mask, int rgb, double share) {
    byte[] inside = mask.decode();
    for (int y = 0; y < height; y++) {
      int row = (int) Math.min(mask.height() - 1, (y + 0.5) / scaleY);
      for (int x = 0; x < width; x++) {
        int column = (int) Math.min(mask.width() - 1, (x + 0.5) / scaleX);
        if (inside[row * mask.width() + column] != 0) {
          picture.setRGB(x, y, mixed(picture.getRGB(x, y), rgb, share));
        }
      }
    }
  }

  private static int mixed(int one, int other, double share) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int from = one >> shift & 0xff;
      mixed |= (int) Math.round(from + share * ((other >> shift & 0xff) - from)) << shift;
    }
    return mixed;
  }
}
