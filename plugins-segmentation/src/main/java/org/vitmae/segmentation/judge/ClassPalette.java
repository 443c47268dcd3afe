package org.vitmae.segmentation.judge;

import java.util.List;
import org.vitmae.pictures.ClassColors;

/**
 * The color of every class. A class named {@code background} is black in masks and left as it is in
 * pictures.
 */
record ClassPalette(List<String> classNames) {
  /** Color of pixels that are not judged. */
  static final int IGNORED = 0x808080;

  private static final String BACKGROUND = "background";
  private static final int RGB = 0xffffff;

  ClassPalette {
    classNames = List.copyOf(classNames);
  }

  /** Tells whether pixels of a class show what is no object. */
  boolean isBackground(int label) {
    return classNames.get(label).equals(BACKGROUND);
  }

  /** Returns a class's color, 0xRRGGBB. */
  int rgb(int label) {
    return isBackground(label) ? 0 : ClassColors.of(label).getRGB() & RGB;
  }

  /** Returns all colors by label. */
  int[] colors() {
    int[] colors = new int[classNames.size()];
    for (int label = 0; label < colors.length; label++) {
      colors[label] = rgb(label);
    }
    return colors;
  }
}
