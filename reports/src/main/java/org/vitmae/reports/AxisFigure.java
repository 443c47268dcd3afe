package org.vitmae.reports;

import java.util.ArrayList;
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

  /** Returns one figure per key, and per task, data set and metric. */
  static List<AxisFigure> of(Results results) {
    List<AxisFigure> figures = new ArrayList<>();
    results
        .groups()
        .forEach(
            (group, arms) ->
                arms.get(0).setting().axis().ifPresent(axis -> add(figures, axis, group, arms)));
    for (AxisFigure figure : figures) {
      results.arms().stream()
          .filter(arm -> arm.setting().axis().isEmpty())
          .filter(arm -> arm.setting().isJudgedLike(figure.setting()))
          .forEach(figure.references::add);
    }
    return figures;
  }

  private static void add(
      List<AxisFigure> figures, AxisValue value, String group, List<ArmResult> arms) {
    for (AxisFigure figure : figures) {
      if (figure.axis.equals(value.axis())
          && figure.setting().isJudgedLike(arms.get(0).setting())) {
        figure.lines.put(group, arms);
        return;
      }
    }
    Map<String, List<ArmResult>> lines = new LinkedHashMap<>();
    lines.put(group, arms);
    figures.add(new AxisFigure(value.axis(), lines, new ArrayList<>()));
  }

  Metric metric() {
    return new Metric(setting().primaryMetric());
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

  private ArmSetting setting() {
    return lines.values().iterator().next().get(0).setting();
  }

  private Stream<ArmResult> arms() {
    return lines.values().stream().flatMap(List::stream);
  }
}
