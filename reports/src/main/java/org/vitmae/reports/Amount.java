package org.vitmae.reports;

import java.util.Locale;

/** Formats counts, work, time and memory for people. */
final class Amount {
  private static final String[] DECIMAL = {"", "k", "M", "G", "T", "P", "E", "Z", "Y"};
  private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};

  private Amount() {}

  /** Formats a count with thousands separated, for instance {@code 12,800}. */
  static String count(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** Formats a count in short, for instance {@code 5.53 M}. */
  static String shortCount(double value) {
    return scaled(value, 1000, DECIMAL, "").strip();
  }

  /** Formats work, for instance {@code 3.21 PFLOP}. */
  static String flops(double value) {
    return scaled(value, 1000, DECIMAL, "FLOP");
  }

  /** Formats memory, for instance {@code 812 MiB}. */
  static String bytes(double value) {
    return scaled(value, 1024, BINARY, "B");
  }

  /** Formats a duration, for instance {@code 48.2 s}, {@code 3 min 20 s} or {@code 2 h 05 min}. */
  static String seconds(double value) {
    if (Math.rint(value * 10) < 600) {
      return String.format(Locale.ROOT, "%.1f s", value);
    }
    long whole = Math.round(value);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  /** Formats a share, for instance {@code 4 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** Formats a ratio, for instance {@code 1.00×}; a dash where there is nothing to compare to. */
  static String ratio(double value, double reference) {
    if (reference <= 0) {
      return value <= 0 ? "1.00×" : "–";
    }
    double ratio = value / reference;
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f×" : "%.0f×", ratio);
  }

  private static String scaled(double value, double base, String[] prefixes, String unit) {
    int power = 0;
    double rest = value;
    while (Math.rint(rest) >= base && power < prefixes.length - 1) {
      rest /= base;
      power++;
    }
    String digits = power == 0 ? "%.0f" : rest < 10 ? "%.2f" : rest < 100 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, digits, rest) + " " + prefixes[power] + unit;
  }
}
