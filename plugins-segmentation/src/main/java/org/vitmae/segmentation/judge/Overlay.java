package org.vitmae.segmentation.judge;

import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.TreeSet;
import org.vitmae.data.ClassMask;
import org.vitmae.data.InstanceMap;
import org.vitmae.pictures.ClassColors;
import org.vitmae.pictures.PictureScale;

/**
 * Classes and objects in the size of a picture, however large the image is that they belong to.
 *
 * @param instances outlined, where objects are told apart
 */
record Overlay(ClassMask mask, Optional<InstanceMap> instances) {
  private static final double SHARE = 0.55;
  private static final int OUTLINE = 0xffffff;

  /** Takes what lies under each of the picture's pixels. */
  static Overlay of(PictureScale scale, ClassMask mask, Optional<InstanceMap> instances) {
    byte[] classes = new byte[scale.height() * scale.width()];
    char[] ids = new char[classes.length];
    for (int i = 0; i < classes.length; i++) {
      int under = scale.under(i / scale.width(), i % scale.width(), mask.height(), mask.width());
      classes[i] = mask.classes()[under];
      ids[i] = instances.isPresent() ? instances.get().ids()[under] : 0;
    }
    return new Overlay(
        new ClassMask(scale.height(), scale.width(), classes),
        instances.map(map -> new InstanceMap(scale.height(), scale.width(), ids)));
  }

  int label(int y, int x) {
    return mask.at(y, x);
  }

  /** Adds the labels that occur, but for what is ignored. */
  void labels(TreeSet<Integer> labels) {
    for (byte label : mask.classes()) {
      if ((label & 0xff) != ClassMask.IGNORE) {
        labels.add(label & 0xff);
      }
    }
  }

  boolean hasIgnored() {
    for (byte label : mask.classes()) {
      if ((label & 0xff) == ClassMask.IGNORE) {
        return true;
      }
    }
    return false;
  }

  /** Returns a picture with each class's pixels in its color and objects outlined in white. */
  BufferedImage on(BufferedImage background, ClassPalette palette) {
    BufferedImage picture =
        new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        picture.setRGB(
            x, y, outlined(y, x) ? OUTLINE : tinted(background.getRGB(x, y), y, x, palette));
      }
    }
    return picture;
  }

  private int tinted(int rgb, int y, int x, ClassPalette palette) {
    int label = label(y, x);
    if (label == ClassMask.IGNORE) {
      return ClassColors.mixed(rgb, ClassPalette.IGNORED, SHARE);
    }
    return palette.isBackground(label) ? rgb : ClassColors.mixed(rgb, palette.rgb(label), SHARE);
  }

  /** Tells whether an object ends to the right of a pixel or below it. */
  private boolean outlined(int y, int x) {
    return instances.isPresent() && (endsAt(y, x, y, x + 1) || endsAt(y, x, y + 1, x));
  }

  private boolean endsAt(int y, int x, int otherY, int otherX) {
    if (otherY >= mask.height() || otherX >= mask.width()) {
      return false;
    }
    InstanceMap objects = instances.orElseThrow();
    return objects.at(y, x) != objects.at(otherY, otherX);
  }
}
