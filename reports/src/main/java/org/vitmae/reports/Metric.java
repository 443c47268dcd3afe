package org.vitmae.reports;

import java.util.Locale;
import java.util.regex.Pattern;

/** How a metric is shown: shares of a whole in percent, all others as they are. */
record Metric(String name) {
  private static final Pattern SHARE =
      Pattern.compile(
          "top\\d+|(macro|micro)_\\w+|accuracy|precision|recall|([a-z]+-)?[am]?(ap|ar|iou|acc|dice|f)\\d*(_\\w+|small|medium|large|-50|-mean)?|iou-.+",
          Pattern.CASE_INSENSITIVE);

  boolean isShare() {
    return SHARE.matcher(name).matches();
  }

  /** Tells whether this is the number of neighbors that a nearest-neighbor classifier asks. */
  private boolean isCount() {
    return name.equals("k");
  }

  /** Returns a value in the unit that is shown. */
  double scaled(double value) {
    return isShare() ? 100 * value : value;
  }

  String axisTitle() {
    return isShare() ? name + " (%)" : name;
  }

  /** Formats a value with its unit, for instance {@code 71.2 %}. */
  String value(double value) {
    return number(value) + (isShare() ? " %" : "");
  }

  /** Formats a value without a unit, for instance a standard deviation. */
  String number(double value) {
    if (isCount() && value == Math.rint(value)) {
      return Long.toString((long) value);
    }
    return String.format(Locale.ROOT, isShare() ? "%.1f" : "%.4g", scaled(value))
        .replace('-', '\u2212');
  }

  /** Formats a difference with its sign, for instance {@code +12.0}. */
  String difference(double value) {
    return (value < 0 ? "" : "+") + number(value);
  }

  /** Returns the unit of differences. */
  String differenceUnit() {
    return isShare() ? "points" : "";
  }
}
