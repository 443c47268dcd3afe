package org.vitmae.pictures;

import java.awt.image.BufferedImage;
import org.vitmae.image.Image;

/** Takes the pixels out of a drawing. */
public final class DrawnImage {
  private DrawnImage() {}

  /** Returns the drawing in color, [H, W, 3]. */
  public static Image of(BufferedImage drawing) {
    int height = drawing.getHeight();
    int width = drawing.getWidth();
    byte[] bytes = new byte[height * width * 3];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = drawing.getRGB(x, y);
        bytes[at++] = (byte) (rgb >> 16);
        bytes[at++] = (byte) (rgb >> 8);
        bytes[at++] = (byte) rgb;
      }
    }
    return new Image(height, width, 3, bytes);
  }
}
