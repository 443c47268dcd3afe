package org.vitmae.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what a misspelt word was meant to be. */
public final class Nearest {
  private Nearest() {}

  /**
   * Returns the choice with the fewest insertions, deletions and replacements of a character, the
   * first of several; empty if there is no choice.
   */
  public static Optional<String> of(String word, Collection<String> choices) {
    return choices.stream().min(Comparator.comparingInt(choice -> distance(word, choice)));
  }

  /** Returns the same, unless more than half of its characters are others. */
  public static Optional<String> similar(String word, Collection<String> choices) {
    return of(word, choices)
        .filter(choice -> 2 * distance(word, choice) <= Math.max(word.length(), choice.length()));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
