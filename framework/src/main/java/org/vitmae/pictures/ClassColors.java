package org.vitmae.pictures;

import java.awt.Color;
import java.util.List;

/**
 * One color per class, told apart on photographs. The first ten are chosen by hand; further ones go
 * around the circle of hues in steps of the golden angle, three lightnesses in turn.
 */
public final class ClassColors {
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

  private static final float GOLDEN_ANGLE = 0.618034f; // of a turn
  private static final float[] SATURATIONS = {0.55f, 1, 0.8f};
  private static final float[] LIGHTNESSES = {1, 0.75f, 0.5f};

  /** Brightness, of 255, from which on black text is easier to read than white. */
  private static final double BRIGHT = 140;

  private ClassColors() {}

  /** Returns the color of a class; of labels from 0 to 254 all differ. */
  public static Color of(int label) {
    if (label < COLORS.size()) {
      return COLORS.get(label);
    }
    int turn = label - COLORS.size();
    return Color.getHSBColor(
        turn * GOLDEN_ANGLE,
        SATURATIONS[turn % SATURATIONS.length],
        LIGHTNESSES[turn % LIGHTNESSES.length]);
  }

  /**
   * Mixes two colors.
   *
   * @param share of the other, 0 to 1
   */
  public static int mixed(int rgb, int other, double share) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int from = rgb >> shift & 0xff;
      mixed |= (int) Math.round(from + share * ((other >> shift & 0xff) - from)) << shift;
    }
    return mixed;
  }

  /** Returns black or white, whichever stands out from a color. */
  static Color textOn(Color color) {
    double brightness = 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
    return brightness > BRIGHT ? Color.BLACK : Color.WHITE;
  }
}
