package org.vitmae.config;

import java.util.HashSet;
import java.util.List;

/**
 * What the values of masks mean (format {@code masks}).
 *
 * @param values how a mask's file holds classes
 * @param classes names of the classes in label order; empty where a file of class names or a table
 *     of colors gives them
 * @param colors for {@link Values#COLORS}: file with a class name and a color per line, in the data
 *     set or else in the data directory
 * @param ignore values of pixels that are not judged, as the file holds them, even if they are a
 *     class; not used with {@link Values#COLORS}
 */
public record MaskConfig(Values values, List<String> classes, String colors, List<Integer> ignore) {
  /** So many labels, and one for what is not judged, fit into a byte. */
  public static final int MOST_CLASSES = 255;

  /** Is given where there are no masks. */
  public static final MaskConfig NONE =
      new MaskConfig(Values.INDEX, List.of(), "", List.of(MOST_CLASSES));

  /** Meanings of a value. */
  public enum Values {
    /** The class: palette index or gray value. */
    INDEX,
    /** The class counted from 1, and 0 for pixels that are not judged, as ADE20K has it. */
    REDUCED_ZERO,
    /** A color of a table. */
    COLORS
  }

  public MaskConfig {
    classes = List.copyOf(classes);
    ignore = List.copyOf(ignore);
    Range.check(
        new HashSet<>(classes).size() == classes.size() && classes.size() <= MOST_CLASSES,
        "classes",
        classes,
        "different names, %d at most".formatted(MOST_CLASSES));
    Range.check(
        ignore.stream().allMatch(value -> value >= 0 && value <= 255),
        "ignore",
        ignore,
        "values from 0 to 255");
    Range.check(
        (values == Values.COLORS) != colors.isEmpty(),
        "colors",
        colors,
        values == Values.COLORS
            ? "the file of the color table, as values is colors"
            : "empty but for values: colors");
  }
}
