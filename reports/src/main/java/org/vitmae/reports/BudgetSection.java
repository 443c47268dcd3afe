package org.vitmae.reports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What every arm cost, beside what the baseline cost. */
final class BudgetSection {
  // Wall time and memory vary from run to run; images and work that differ do so by choice.
  private static final double SAME = 0.01;

  private BudgetSection() {}

  static List<Map<String, Object>> of(
      List<ArmResult> results, ArmResult baseline, Palette palette) {
    return results.stream().map(result -> row(result, baseline, palette)).toList();
  }

  private static Map<String, Object> row(ArmResult result, ArmResult baseline, Palette palette) {
    String arm = result.setting().arm();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("arm", arm);
    row.put("color", Palette.css(palette.color(arm)));
    row.put("trainable", Amount.shortCount(result.cells().get(0).trainableParameters()));
    row.put("parameters", Amount.shortCount(result.cells().get(0).parameters()));
    row.put("alone", cost(result.training(), baseline.training()));
    row.put("pretrained", !result.pretraining().equals(Budget.NOTHING));
    row.put("total", cost(result.total(), baseline.total()));
    return row;
  }

  private static Map<String, Object> cost(Budget own, Budget baseline) {
    return Map.of(
        "images", Amount.count(own.imagesSeen()),
        "imagesDiffer", differ(own.imagesSeen(), baseline.imagesSeen()),
        "flops", Amount.flops(own.flops()),
        "flopsRatio", Amount.ratio(own.flops(), baseline.flops()),
        "flopsDiffer", differ(own.flops(), baseline.flops()),
        "seconds", Amount.seconds(own.wallSeconds()),
        "wait", Amount.percent(own.waitShare()),
        "memory", Amount.bytes(own.peakMemoryBytes()));
  }

  private static boolean differ(double own, double baseline) {
    return Math.abs(own - baseline) > SAME * baseline;
  }
}
