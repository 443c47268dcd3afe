package org.vitmae.config;

import java.util.Locale;

/**
 * The spelling of configuration keys and of values to choose from: {@code cropScaleMin} is written
 * {@code crop-scale-min}.
 */
public final class Kebab {
  private Kebab() {}

  static String ofComponent(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Returns a constant as a definition names it. */
  public static String ofConstant(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Joins a section's key, empty for the root, and a key inside it. */
  static String join(String section, String key) {
    return section.isEmpty() ? key : section + "." + key;
  }
}
