package org.vitmae.segmentation.evaluation;

import org.vitmae.data.ClassMask;
import org.vitmae.data.InstanceMap;

/** Masks written as text: a digit is a class or an object, {@code .} is 0 and {@code #} ignored. */
final class Masks {
  private Masks() {}

  static ClassMask mask(String... rows) {
    byte[] classes = new byte[rows.length * rows[0].length()];
    String all = String.join("", rows);
    for (int i = 0; i < classes.length; i++) {
      char c = all.charAt(i);
      classes[i] = (byte) (c == '#' ? ClassMask.IGNORE : digit(c));
    }
    return new ClassMask(rows.length, rows[0].length(), classes);
  }

  static InstanceMap objects(String... rows) {
    char[] ids = String.join("", rows).toCharArray();
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (char) digit(ids[i]);
    }
    return new InstanceMap(rows.length, rows[0].length(), ids);
  }

  private static int digit(char c) {
    return c == '.' ? 0 : c - '0';
  }
}
