package org.vitmae.reports;

import java.awt.image.BufferedImage;
import java.io.IOException;

/** Draws a confusion matrix that has too many classes for a table, one square per pair. */
final class HeatMap {
  private static final int SIDE = 720;

  private HeatMap() {}

  /** Returns a PNG: true classes as rows, white 0 %, dark blue 100 % of the row. */
  static byte[] png(ConfusionMatrix matrix) throws IOException {
    int classes = matrix.classes().size();
    int square = Math.max(1, SIDE / classes);
    int side = classes * square;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < classes; i++) {
      double[] shares = matrix.shares(i);
      for (int j = 0; j < classes; j++) {
        int rgb = rgb(shares[j]);
        for (int y = i * square; y < (i + 1) * square; y++) {
          for (int x = j * square; x < (j + 1) * square; x++) {
            image.setRGB(x, y, rgb);
          }
        }
      }
    }
    return Canvas.png(image);
  }

  private static int rgb(double share) {
    // The square root lifts rare mistakes out of the white.
    double depth = Math.sqrt(share);
    int red = (int) Math.round(255 - depth * (255 - 0x08));
    int green = (int) Math.round(255 - depth * (255 - 0x30));
    int blue = (int) Math.round(255 - depth * (255 - 0x6B));
    return red << 16 | green << 8 | blue;
  }
}
