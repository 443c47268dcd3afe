package org.vitmae.reports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Groups of arms in which the same key was varied, judged alike.
 *
 * @param axis the key
 * @param lines the arms of each group, in order
 * @param references arms of which nothing was varied, judged in the same way
 */
record AxisFigure(String axis, Map<String, List<ArmResult>> lines, List<ArmResult> references) {

  AxisFigure {
    lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
    references = List.copyOf(references);
  }

  /** Returns one figure per key, and per data set and metric. */
  static List<AxisFigure> of(Results results) {
    List<Map<String, List<ArmResult>>> figures = new ArrayList<>();
    results
        .groups()
        .forEach(
            (group, arms) -> {
              if (arms.get(0).setting().axis().isPresent()) {
                figure(figures, arms.get(0).setting()).put(group, arms);
              }
            });
    return figures.stream().map(lines -> of(lines, results)).toList();
  }

  /** Returns the lines that those of a group belong to, new ones if there are none. */
  private static Map<String, List<ArmResult>> figure(
      List<Map<String, List<ArmResult>>> figures, ArmSetting setting) {
    for (Map<String, List<ArmResult>> lines : figures) {
      ArmSetting first = setting(lines);
      if (axis(first).equals(axis(setting)) && first.isJudgedLike(setting)) {
        return lines;
      }
    }
    Map<String, List<ArmResult>> lines = new LinkedHashMap<>();
    figures.add(lines);
    return lines;
  }

  private static AxisFigure of(Map<String, List<ArmResult>> lines, Results results) {
    ArmSetting setting = setting(lines);
    return new AxisFigure(
        axis(setting),
        lines,
        results.arms().stream()
            .filter(arm -> arm.setting().axis().isEmpty())
            .filter(arm -> arm.setting().isJudgedLike(setting))
            .toList());
  }

  private static String axis(ArmSetting setting) {
    return setting.axis().orElseThrow().axis();
  }

  private static ArmSetting setting(Map<String, List<ArmResult>> lines) {
    return lines.values().iterator().next().get(0).setting();
  }

  Metric metric() {
    return new Metric(setting(lines).primaryMetric());
  }

  /** Tells whether all values are numbers. */
  boolean isNumeric() {
    return arms().map(AxisFigure::value).allMatch(value -> value.number().isPresent());
  }

  /** Tells whether the values are positive and span more than a factor of ten. */
  boolean isLogarithmic() {
    double[] values =
        arms()
            .map(AxisFigure::value)
            .map(AxisValue::number)
            .mapToDouble(OptionalDouble::getAsDouble)
            .sorted()
            .toArray();
    return values[0] > 0 && values[values.length - 1] > 10 * values[0];
  }

  /** Returns the values in order of appearance. */
  List<String> values() {
    Set<String> values = new LinkedHashSet<>();
    arms().forEach(arm -> values.add(value(arm).value()));
    return List.copyOf(values);
  }

  /**
   * Returns where an arm stands: its value, or the place among the values if not all are numbers.
   */
  double x(ArmResult arm) {
    return isNumeric() ? value(arm).number().orElseThrow() : values().indexOf(value(arm).value());
  }

  private static AxisValue value(ArmResult arm) {
    return arm.setting().axis().orElseThrow();
  }

  private Stream<ArmResult> arms() {
    return lines.values().stream().flatMap(List::stream);
  }
}
