package org.vitmae.data;

import java.util.Arrays;

/**
 * COCO's compressed form of run lengths: each number, from the fourth on less the one two before,
 * in groups of five bits, lowest first, each group a printable character; a sixth bit says that
 * more follow, and the last group's highest bit is the sign.
 */
public final class RunLengthText {
  private static final int GROUP_BITS = 5;
  private static final int GROUP = 0x1f;
  private static final int SIGN = 0x10;
  private static final int MORE = 0x20;
  private static final int FIRST_CHARACTER = 48;

  /** A number of 32 bits has at most so many groups. */
  private static final int MAX_GROUPS = 7;

  private RunLengthText() {}

  /** Returns the compressed form. */
  public static String format(RunLengths mask) {
    StringBuilder text = new StringBuilder();
    int[] counts = mask.counts();
    for (int i = 0; i < counts.length; i++) {
      int rest = i > 2 ? counts[i] - counts[i - 2] : counts[i];
      boolean more = true;
      while (more) {
        int group = rest & GROUP;
        rest >>= GROUP_BITS;
        more = (group & SIGN) == 0 ? rest != 0 : rest != -1;
        text.append((char) ((more ? group | MORE : group) + FIRST_CHARACTER));
      }
    }
    return text.toString();
  }

  /**
   * Reads the compressed form.
   *
   * @throws IllegalArgumentException if the text is no such form, or does not cover the image
   *     exactly; the message tells what is wrong
   */
  public static RunLengths parse(String text, int height, int width) {
    int[] counts = new int[text.length()];
    int runs = 0;
    for (int at = 0; at < text.length(); runs++) {
      long number = 0;
      int bits = 0;
      int group;
      do {
        if (at == text.length() || bits == MAX_GROUPS * GROUP_BITS) {
          throw new IllegalArgumentException("the compressed runs end within a number");
        }
        group = text.charAt(at) - FIRST_CHARACTER;
        if (group < 0 || group > (GROUP | MORE)) {
          throw new IllegalArgumentException(
              "the compressed runs hold the character \"%s\"".formatted(text.charAt(at)));
        }
        number |= (long) (group & GROUP) << bits;
        bits += GROUP_BITS;
        at++;
      } while ((group & MORE) != 0);
      if ((group & SIGN) != 0) {
        number |= -1L << bits;
      }
      number += runs > 2 ? counts[runs - 2] : 0;
      if (number < 0 || number > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("a run has the length " + number);
      }
      counts[runs] = (int) number;
    }
    return new RunLengths(height, width, Arrays.copyOf(counts, runs));
  }
}
