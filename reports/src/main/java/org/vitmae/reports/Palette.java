package org.vitmae.reports;

import java.awt.Color;
import java.util.List;

/** One color per arm, the same in every plot. */
final class Palette {
  // Okabe and Ito 2008, told apart by color-blind readers; their yellow is too faint on white.
  private static final List<Color> COLORS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x6E6E6E));

  static final Color PRETRAINING = new Color(0x333333);

  private final List<String> arms;

  Palette(List<String> arms) {
    this.arms = List.copyOf(arms);
  }

  /** Returns an arm's color; colors repeat from the eighth arm on. */
  Color color(String arm) {
    return COLORS.get(Math.floorMod(arms.indexOf(arm), COLORS.size()));
  }

  /** Returns a color mixed with two parts of white, for what lies behind. */
  static Color faint(Color color) {
    return new Color(
        (color.getRed() + 2 * 255) / 3,
        (color.getGreen() + 2 * 255) / 3,
        (color.getBlue() + 2 * 255) / 3);
  }

  /** Returns {@code #rrggbb}. */
  static String css(Color color) {
    return "#" + Integer.toHexString(color.getRGB()).substring(2);
  }
}
