package org.vitmae.reports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The confusion matrix of each arm's first seed that has one. */
final class ConfusionSection {
  private static final int MAX_TABLE_CLASSES = 24;
  private static final int WORST = 5;
  private static final int SHADES = 10;

  private ConfusionSection() {}

  static List<Map<String, Object>> of(Results results, Palette palette) throws IOException {
    List<Map<String, Object>> sections = new ArrayList<>();
    for (ArmResult result : results.arms()) {
      Cell first = result.cells().get(0);
      if (first.files().confusion().isPresent()) {
        Map<String, Object> section = new HashMap<>(matrix(first.files().confusion().get()));
        section.put("arm", result.arm());
        section.put("color", Palette.css(palette.color(result.arm())));
        section.put("seed", first.seeds().words());
        sections.add(section);
      }
    }
    return sections;
  }

  private static Map<String, Object> matrix(ConfusionMatrix matrix) throws IOException {
    List<Map<String, String>> worst =
        matrix.worst(WORST).stream()
            .map(
                c ->
                    Map.of(
                        "actual", c.actual(),
                        "predicted", c.predicted(),
                        "count", Amount.count(c.count()),
                        "share", Amount.percent(c.share())))
            .toList();
    if (matrix.classes().size() > MAX_TABLE_CLASSES) {
      return Map.of(
          "worst", worst,
          "count", Amount.count(matrix.classes().size()),
          "picture", DataUri.png(HeatMap.png(matrix)));
    }
    return Map.of(
        "worst",
        worst,
        "classes",
        matrix.classes(),
        "rows",
        IntStream.range(0, matrix.classes().size()).mapToObj(i -> row(matrix, i)).toList());
  }

  private static Map<String, Object> row(ConfusionMatrix matrix, int actual) {
    double[] shares = matrix.shares(actual);
    return Map.of(
        "name",
        matrix.classes().get(actual),
        "cells",
        IntStream.range(0, matrix.classes().size())
            .mapToObj(
                j ->
                    Map.of(
                        "count", Amount.count(matrix.counts()[actual][j]),
                        "share", Amount.percent(shares[j]),
                        "shade", Math.round(SHADES * Math.sqrt(shares[j]))))
            .toList());
  }
}
