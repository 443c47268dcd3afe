package org.vitmae.segmentation.otsu;

import org.vitmae.data.ClassMask;
import org.vitmae.image.Channels;
import org.vitmae.image.Image;

/**
 * Parts an image into background and objects where its gray values fall into two groups best (Otsu
 * 1979): the variance between the groups is greatest. The group of more pixels is the background.
 */
final class OtsuThreshold {
  private static final int VALUES = 256;

  private OtsuThreshold() {}

  /**
   * Returns a class for every pixel, 0 the background and 1 objects. Of an image of one single
   * value, all is background.
   *
   * @param image gray or color, of which the luminance counts (ITU-R 601-2)
   */
  static ClassMask of(Image image) {
    byte[] gray = Channels.convert(image, 1).pixels();
    long[] histogram = new long[VALUES];
    for (byte value : gray) {
      histogram[value & 0xff]++;
    }
    int threshold = threshold(histogram);
    long bright = 0;
    for (int value = threshold + 1; value < VALUES; value++) {
      bright += histogram[value];
    }
    int object = 2 * bright > gray.length ? 0 : 1;
    byte[] classes = new byte[gray.length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) ((gray[i] & 0xff) > threshold ? object : 1 - object);
    }
    return new ClassMask(image.height(), image.width(), classes);
  }

  /** Returns the last value of the darker group; the greatest value if there is one group only. */
  private static int threshold(long[] histogram) {
    double all = 0;
    double sum = 0;
    for (int value = 0; value < VALUES; value++) {
      all += histogram[value];
      sum += (double) value * histogram[value];
    }
    double dark = 0;
    double darkSum = 0;
    double greatest = 0;
    int threshold = VALUES - 1;
    for (int value = 0; value < VALUES - 1; value++) {
      dark += histogram[value];
      darkSum += (double) value * histogram[value];
      double bright = all - dark;
      if (dark > 0 && bright > 0) {
        double distance = darkSum / dark - (sum - darkSum) / bright;
        double between = dark * bright * distance * distance;
        if (between > greatest) {
          greatest = between;
          threshold = value;
        }
      }
    }
    return threshold;
  }
}
