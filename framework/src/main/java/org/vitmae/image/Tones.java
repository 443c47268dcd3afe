package org.vitmae.image;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Operations that give every value a new one by a table, as Pillow's ImageOps does. */
final class Tones {
  private static final int VALUES = 256;

  private Tones() {}

  /** Returns 255 minus every value. */
  static Image invert(Image image) {
    return map(image, value -> 255 - value);
  }

  /**
   * Keeps the highest bits of every value.
   *
   * @param bits 0 to 8; 0 leaves black
   */
  static Image posterize(Image image, int bits) {
    int kept = -(1 << (8 - bits));
    return map(image, value -> value & kept);
  }

  /** Inverts the values from a threshold on. */
  static Image solarize(Image image, int threshold) {
    return map(image, value -> value < threshold ? value : 255 - value);
  }

  /** Adds to the values of the darker half, up to 255. */
  static Image solarizeAdd(Image image, int add) {
    return map(image, value -> value < 128 ? Math.min(255, value + add) : value);
  }

  /** Stretches every channel to the whole range; a channel of one value stays as it is. */
  static Image autoContrast(Image image) {
    int[][] tables = new int[image.channels()][];
    for (int c = 0; c < tables.length; c++) {
      tables[c] = stretched(histogram(image, c));
    }
    return look(image, tables);
  }

  /** Makes the values of every channel about equally frequent. */
  static Image equalize(Image image) {
    int[][] tables = new int[image.channels()][];
    for (int c = 0; c < tables.length; c++) {
      tables[c] = equalized(histogram(image, c));
    }
    return look(image, tables);
  }

  private static int[] stretched(int[] histogram) {
    int low = lowest(histogram);
    int high = highest(histogram);
    if (high <= low) {
      return table(value -> value);
    }
    double scale = 255.0 / (high - low);
    double offset = -low * scale;
    return table(value -> (int) (value * scale + offset));
  }

  private static int[] equalized(int[] histogram) {
    int high = highest(histogram);
    int below = -histogram[high];
    for (int count : histogram) {
      below += count;
    }
    int step = below / 255;
    if (step == 0) {
      return table(value -> value);
    }
    int[] table = new int[VALUES];
    int sum = step / 2;
    for (int value = 0; value < VALUES; value++) {
      table[value] = Math.min(255, sum / step);
      sum += histogram[value];
    }
    return table;
  }

  private static int[] histogram(Image image, int channel) {
    int[] counts = new int[VALUES];
    byte[] pixels = image.pixels();
    for (int i = channel; i < pixels.length; i += image.channels()) {
      counts[pixels[i] & 0xff]++;
    }
    return counts;
  }

  private static int lowest(int[] histogram) {
    int value = 0;
    while (histogram[value] == 0) {
      value++;
    }
    return value;
  }

  private static int highest(int[] histogram) {
    int value = VALUES - 1;
    while (histogram[value] == 0) {
      value--;
    }
    return value;
  }

  /** Gives every value a new one, cut off to 0 to 255. */
  static Image map(Image image, IntUnaryOperator operation) {
    int[][] tables = new int[image.channels()][];
    Arrays.fill(tables, table(operation));
    return look(image, tables);
  }

  private static int[] table(IntUnaryOperator operation) {
    int[] table = new int[VALUES];
    for (int value = 0; value < VALUES; value++) {
      table[value] = Math.max(0, Math.min(255, operation.applyAsInt(value)));
    }
    return table;
  }

  /** Looks every value up in the table of its channel. */
  private static Image look(Image image, int[][] tables) {
    byte[] in = image.pixels();
    byte[] out = new byte[in.length];
    int channels = image.channels();
    for (int c = 0; c < channels; c++) {
      int[] table = tables[c];
      for (int i = c; i < in.length; i += channels) {
        out[i] = (byte) table[in[i] & 0xff];
      }
    }
    return new Image(image.height(), image.width(), channels, out);
  }
}
