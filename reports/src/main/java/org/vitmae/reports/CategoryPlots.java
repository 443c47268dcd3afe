package org.vitmae.reports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws what the arms reached on single categories. */
final class CategoryPlots {
  /** More would not be read; all are in the CSV file. */
  static final int MAX_CATEGORIES = 20;

  private final Palette palette;

  private CategoryPlots(Palette palette) {
    this.palette = palette;
  }

  /** Returns one plot per panel of arms and primary metric; none where no category is known. */
  static List<Plot> of(List<List<ArmResult>> panels, Palette palette) throws IOException {
    CategoryPlots drawing = new CategoryPlots(palette);
    List<Plot> plots = new ArrayList<>();
    for (List<ArmResult> panel : panels) {
      for (List<ArmResult> judgedAlike : Plots.byMetric(panel)) {
        Map<String, List<CategoryResult>> arms = new LinkedHashMap<>();
        judgedAlike.stream()
            .filter(arm -> !arm.categories().isEmpty())
            .forEach(arm -> arms.put(arm.arm(), shown(arm)));
        if (!arms.isEmpty()) {
          plots.add(drawing.plot(Plot.file("categories", plots.size()), arms));
        }
      }
    }
    return plots;
  }

  /** Returns the primary metric of each category, or the first in the file. */
  private static List<CategoryResult> shown(ArmResult arm) {
    List<CategoryResult> own = arm.categories();
    String primary = arm.setting().primaryMetric();
    boolean known = own.stream().anyMatch(result -> result.metric().equals(primary));
    String metric = known ? primary : own.get(0).metric();
    return own.stream().filter(result -> result.metric().equals(metric)).toList();
  }

  private Plot plot(String file, Map<String, List<CategoryResult>> arms) throws IOException {
    Map<String, CategoryResult> categories = new LinkedHashMap<>();
    arms.values()
        .forEach(own -> own.forEach(result -> categories.putIfAbsent(result.category(), result)));
    List<CategoryResult> mostFrequent =
        categories.values().stream()
            .sorted(Comparator.comparingLong(CategoryResult::objects).reversed())
            .limit(MAX_CATEGORIES)
            .toList();
    String which =
        mostFrequent.size() == categories.size()
            ? "every category"
            : "the " + MAX_CATEGORIES + " most frequent of " + categories.size() + " categories";
    return new Plot(
        file,
        "Test " + mostFrequent.get(0).metric() + " of " + which,
        CategoryPlot.png(arms, mostFrequent, palette));
  }
}
