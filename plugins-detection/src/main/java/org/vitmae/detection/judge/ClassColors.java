package org.vitmae.detection.judge;

import java.awt.Color;
import java.util.List;

/** One color per class, told apart on photographs; after the last the first comes again. */
final class ClassColors {
  private static final List<Color> COLORS =
      List.of(
          new Color(0x00A0FF),
          new Color(0xFF7F0E),
          new Color(0x2ECC40),
          new Color(0xE6194B),
          new Color(0xB14CFF),
          new Color(0xFFD700),
          new Color(0x00D5C8),
          new Color(0xFF5FC1),
          new Color(0x9A6324),
          new Color(0xBFEF45));

  /** Brightness, of 255, from which on black text is easier to read than white. */
  private static final double BRIGHT = 140;

  private ClassColors() {}

  static Color of(int label) {
    return COLORS.get(label % COLORS.size());
  }

  /** Returns black or white, whichever stands out from a color. */
  static Color textOn(Color color) {
    double brightness = 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
    return brightness > BRIGHT ? Color.BLACK : Color.WHITE;
  }
}
