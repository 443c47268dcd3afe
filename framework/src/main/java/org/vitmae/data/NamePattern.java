package org.vitmae.data;

import java.util.Optional;

/**
 * File names that differ in one place, which may span folders.
 *
 * @param before what comes before that place
 * @param after what comes after it
 */
record NamePattern(String before, String after) {
  /** Reads a pattern with one {@code *}. */
  static NamePattern of(String pattern) {
    int star = pattern.indexOf('*');
    if (star < 0 || star != pattern.lastIndexOf('*')) {
      throw new IllegalArgumentException("a pattern has one *, got \"%s\"".formatted(pattern));
    }
    return new NamePattern(pattern.substring(0, star), pattern.substring(star + 1));
  }

  /** Returns what stands for the {@code *} in a name; empty if the name is another one. */
  Optional<String> key(String name) {
    boolean matches =
        name.length() > before.length() + after.length()
            && name.startsWith(before)
            && name.endsWith(after);
    return matches
        ? Optional.of(name.substring(before.length(), name.length() - after.length()))
        : Optional.empty();
  }

  /** Returns the name in which a text stands for the {@code *}. */
  String name(String key) {
    return before + key + after;
  }

  @Override
  public String toString() {
    return name("*");
  }
}
