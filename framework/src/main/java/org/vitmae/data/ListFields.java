package org.vitmae.data;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.vitmae.config.DataConfig.Target;

/**
 * What the fields after the path mean in a list.
 *
 * @param target what an image is labeled with
 * @param labelColumn the column of the class, 0 the first after the path
 * @param targetColumns the columns of the targets; empty for all
 */
record ListFields(Target target, int labelColumn, List<Integer> targetColumns) {
  private static final Pattern LABEL = Pattern.compile("[0-9]{1,7}");

  /** Returns the meaning of a list of which one column is the class. */
  static ListFields ofClass(int labelColumn) {
    return new ListFields(Target.CLASS, labelColumn, List.of());
  }

  /**
   * Reads one line.
   *
   * @param columns the fields after the path
   * @param record names the line in messages
   * @return without a class if the line is a path alone and the class would be the first column
   * @throws DataException if a column is missing or not what it has to be
   */
  Annotation annotation(List<String> columns, String record) {
    if (target != Target.CLASS) {
      return Annotation.ofTargets(targets(columns, record));
    }
    return columns.isEmpty() && labelColumn == 0
        ? Annotation.none()
        : Annotation.ofClass(label(columns, record));
  }

  private int label(List<String> columns, String record) {
    if (columns.size() <= labelColumn) {
      throw new DataException(
          "%s has %d labels after the path, but data.label-column is %d; the first is 0."
              .formatted(record, columns.size(), labelColumn));
    }
    String field = columns.get(labelColumn);
    if (!LABEL.matcher(field).matches()) {
      throw new DataException(
          "%s has the label \"%s\"; labels are whole numbers from 0 to 9999999. Correct the list."
              .formatted(record, field));
    }
    return Integer.parseInt(field);
  }

  private List<Double> targets(List<String> columns, String record) {
    if (columns.isEmpty()) {
      throw new DataException(
          "%s has no column after the path, but data.target is %s. Add them, or set data.target to class."
              .formatted(record, target == Target.LABELS ? "labels" : "values"));
    }
    int[] chosen = chosen(columns.size());
    int greatest = Arrays.stream(chosen).max().orElseThrow();
    if (greatest >= columns.size()) {
      throw new DataException(
          "%s has %d columns after the path, but data.target-columns names %d; the first is 0."
              .formatted(record, columns.size(), greatest));
    }
    return Arrays.stream(chosen).mapToObj(c -> number(columns.get(c), c, record)).toList();
  }

  /** Returns the columns that are targets, in the order of the targets. */
  int[] chosen(int columns) {
    return targetColumns.isEmpty()
        ? IntStream.range(0, columns).toArray()
        : targetColumns.stream().mapToInt(Integer::intValue).toArray();
  }

  private double number(String field, int column, String record) {
    if (target == Target.LABELS) {
      if (!field.equals("0") && !field.equals("1")) {
        throw new DataException(
            "%s has \"%s\" in column %d; with data.target: labels it must be 1 (there) or 0. Correct the list."
                .formatted(record, field, column));
      }
      return field.equals("1") ? 1 : 0;
    }
    try {
      double value = new BigDecimal(field).doubleValue();
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new DataException(
        "%s has \"%s\" in column %d; with data.target: values it must be a number. Correct the list, or choose others by data.target-columns."
            .formatted(record, field, column));
  }
}
