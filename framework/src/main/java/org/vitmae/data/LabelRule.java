package org.vitmae.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vitmae.config.MaskConfig;
import org.vitmae.image.LabelImage;

/**
 * What the values of masks mean.
 *
 * @param classNames in label order
 * @param colors whether values are colors, else indices
 * @param labels value to label; {@link ClassMask#IGNORE} for what is not judged
 * @param unseen names of the table's classes that are not judged
 */
record LabelRule(
    List<String> classNames, boolean colors, Map<Integer, Integer> labels, List<String> unseen) {
  /** The name of colors that are not judged. */
  private static final String IGNORED = "ignore";

  LabelRule {
    classNames = List.copyOf(classNames);
    labels = Map.copyOf(labels);
    unseen = List.copyOf(unseen);
  }

  /** Reads values as indices of classes, from 0 or from 1 on. */
  static LabelRule ofIndices(MaskConfig config, List<String> classNames) {
    requireClasses(classNames);
    Map<Integer, Integer> labels = new TreeMap<>();
    boolean reduced = config.values() == MaskConfig.Values.REDUCED_ZERO;
    if (reduced) {
      labels.put(0, ClassMask.IGNORE);
    }
    for (int label = 0; label < classNames.size(); label++) {
      labels.put(label + (reduced ? 1 : 0), label);
    }
    config.ignore().forEach(value -> labels.put(value, ClassMask.IGNORE));
    return new LabelRule(classNames, false, labels, List.of());
  }

  /**
   * Reads values as colors.
   *
   * @param wanted the classes in label order, colors of others are not judged; empty for all of the
   *     table but {@code ignore}
   * @throws DataException if a class wanted has no color
   */
  static LabelRule ofColors(ColorTable table, List<String> wanted) {
    List<String> classes = new ArrayList<>(wanted.isEmpty() ? table.classes() : wanted);
    if (wanted.isEmpty()) {
      classes.remove(IGNORED);
    }
    requireClasses(classes);
    List<String> missing = new ArrayList<>(classes);
    missing.removeAll(table.classes());
    if (!missing.isEmpty()) {
      throw new DataException(
          "%s has no color for %s; it names %s. Add a line or correct the class names."
              .formatted(table.source(), missing, table.classes()));
    }
    Map<Integer, Integer> labels = new HashMap<>();
    table
        .names()
        .forEach(
            (color, name) ->
                labels.put(
                    color, classes.contains(name) ? classes.indexOf(name) : ClassMask.IGNORE));
    List<String> unseen = new ArrayList<>(table.classes());
    unseen.removeAll(classes);
    return new LabelRule(classes, true, labels, unseen);
  }

  private static void requireClasses(List<String> classNames) {
    if (classNames.isEmpty() || classNames.size() > MaskConfig.MOST_CLASSES) {
      throw new DataException(
          "masks need 1 to %d named classes, got %d. Name them in data.masks.classes or in a file, data.class-names."
              .formatted(MaskConfig.MOST_CLASSES, classNames.size()));
    }
  }

  /**
   * Returns the class of every pixel.
   *
   * @param file names the mask in messages
   * @throws DataException if the mask is of another kind, or has a value that means nothing; it
   *     names value and place
   */
  ClassMask classes(LabelImage mask, String file) {
    requireKind(mask, file);
    int[] values = mask.values();
    byte[] classes = new byte[values.length];
    int last = -1;
    int label = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != last) { // neighbors mostly agree
        last = values[i];
        label = labels.getOrDefault(last, -1);
        if (label < 0) {
          throw unknown(mask, i, file);
        }
      }
      classes[i] = (byte) label;
    }
    return new ClassMask(mask.height(), mask.width(), classes);
  }

  private void requireKind(LabelImage mask, String file) {
    if (mask.colors() != colors) {
      throw new DataException(
          colors
              ? "%s holds one value per pixel, but data.masks.values is colors. Set it to index, or restore the colors."
                  .formatted(file)
              : "%s holds colors, but data.masks.values asks for one value per pixel. Set it to colors and give a table, data.masks.colors."
                  .formatted(file));
    }
    if (mask.bits() > Byte.SIZE) {
      throw new DataException(
          "%s has values of %d bits, but masks of classes have 8 at most. Maps of objects are named by the split's key instances."
              .formatted(file, mask.bits()));
    }
  }

  private DataException unknown(LabelImage mask, int pixel, String file) {
    int value = mask.values()[pixel];
    String place = "column %d, row %d".formatted(pixel % mask.width(), pixel / mask.width());
    return new DataException(
        colors
            ? "%s has the color %d %d %d at %s, which is not in the table data.masks.colors. Add it, as %s if it is not to be judged."
                .formatted(file, value >> 16, value >> 8 & 0xff, value & 0xff, place, IGNORED)
            : "%s has the value %d at %s, but there are %d classes and the values %s. Correct the mask, data.masks.classes or data.masks.ignore."
                .formatted(file, value, place, classNames.size(), ranges()));
  }

  /** Returns the known values, for instance {@code 0 to 18, 255}. */
  private String ranges() {
    List<String> ranges = new ArrayList<>();
    int first = 0;
    for (int value = 0; value <= ClassMask.IGNORE; value++) {
      first = labels.containsKey(value - 1) ? first : value;
      if (labels.containsKey(value) && !labels.containsKey(value + 1)) {
        ranges.add(first == value ? "" + value : "%d to %d".formatted(first, value));
      }
    }
    return String.join(", ", ranges);
  }

  /** Adds what decides the labels. */
  void addTo(Fingerprint fingerprint) {
    classNames.forEach(fingerprint::add);
    new TreeMap<>(labels).forEach((value, label) -> fingerprint.add(value).add(label));
  }
}
