package org.vitmae.config;

/**
 * Where an arm stands among those that {@code each} made of one arm; all empty for other arms.
 *
 * @param group the arm's name before it was multiplied
 * @param key the key that was varied, relative to the arm
 * @param value the key's value in this arm
 */
public record AxisConfig(String group, String key, String value) {
  /** Tells whether the arm stands alone. */
  public boolean isNone() {
    return group.isEmpty();
  }

  /** Tells whether another arm has the same value of the same key. */
  boolean isLevelWith(AxisConfig other) {
    return key.equals(other.key) && value.equals(other.value);
  }
}
