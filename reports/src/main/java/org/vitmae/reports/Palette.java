package org.vitmae.reports;

import java.awt.Color;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One pen per arm, the same in every plot.
 *
 * <p>Groups differ in color; from the eighth on, colors come again, darker and in dashes. The arms
 * of one group go from light to dark in the order of the value that was varied.
 */
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
  private static final double LIGHTEST = 0.6;
  private static final double BRIGHTNESS_OF_NEXT_ROUND = 0.6;

  static final Color PRETRAINING = new Color(0x333333);

  private final Map<String, Pen> pens = new HashMap<>();

  private Palette(Collection<List<String>> groups) {
    int group = 0;
    for (List<String> arms : groups) {
      Pen pen = pen(group++);
      for (int i = 0; i < arms.size(); i++) {
        double white = LIGHTEST * (arms.size() - 1 - i) / Math.max(1, arms.size() - 1);
        pens.put(arms.get(i), new Pen(mixed(pen.color(), Color.WHITE, white), pen.dash()));
      }
    }
  }

  static Palette of(Results results) {
    return new Palette(
        results.groups().values().stream()
            .map(group -> group.stream().map(ArmResult::arm).toList())
            .toList());
  }

  /** Returns pens for names without groups. */
  static Palette of(Collection<String> names) {
    return new Palette(names.stream().map(List::of).toList());
  }

  Pen pen(String arm) {
    return pens.get(arm);
  }

  Color color(String arm) {
    return pens.get(arm).color();
  }

  /** Returns a color mixed with two parts of white, for what lies behind. */
  static Color faint(Color color) {
    return mixed(color, Color.WHITE, 2.0 / 3);
  }

  /** Returns {@code #rrggbb}. */
  static String css(Color color) {
    return "#" + Integer.toHexString(color.getRGB()).substring(2);
  }

  private static Pen pen(int index) {
    List<Pen.Dash> dashes = List.of(Pen.Dash.values());
    int round = index / COLORS.size();
    double black = 1 - Math.pow(BRIGHTNESS_OF_NEXT_ROUND, round);
    return new Pen(
        mixed(COLORS.get(index % COLORS.size()), Color.BLACK, black),
        dashes.get(round % dashes.size()));
  }

  private static Color mixed(Color color, Color other, double share) {
    return new Color(
        mixed(color.getRed(), other.getRed(), share),
        mixed(color.getGreen(), other.getGreen(), share),
        mixed(color.getBlue(), other.getBlue(), share));
  }

  private static int mixed(int value, int other, double share) {
    return (int) Math.round(value + share * (other - value));
  }
}
