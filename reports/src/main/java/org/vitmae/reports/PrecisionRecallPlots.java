package org.vitmae.reports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** Draws precision over recall, the mean over seeds. */
final class PrecisionRecallPlots {
  /** Up to this many categories are drawn one by one. */
  private static final int MAX_CATEGORIES = 6;

  private static final int HEIGHT = 420;
  private static final int SMALL_HEIGHT = 300;
  private static final int COLUMNS = 3;
  private static final int TICK_SPACING = 90;

  private final List<ArmResult> arms;
  private final Palette palette;
  private final double overlap;

  private PrecisionRecallPlots(List<ArmResult> arms, Palette palette) {
    this.arms = arms;
    this.palette = palette;
    overlap = overlaps(PrecisionRecall.ALL).first();
  }

  /** Returns the plots of each panel of arms that has curves. */
  static List<Plot> of(List<List<ArmResult>> panels, Palette palette) throws IOException {
    List<Plot> plots = new ArrayList<>();
    for (List<ArmResult> panel : panels) {
      List<ArmResult> arms = panel.stream().filter(PrecisionRecallPlots::hasCurves).toList();
      if (!arms.isEmpty()) {
        plots.addAll(new PrecisionRecallPlots(arms, palette).plots(plots.size()));
      }
    }
    return plots;
  }

  private static boolean hasCurves(ArmResult arm) {
    return curves(arm).anyMatch(curve -> curve.category().equals(PrecisionRecall.ALL));
  }

  private List<Plot> plots(int before) throws IOException {
    List<Plot> plots = new ArrayList<>();
    plots.add(
        new Plot(
            Plot.file("precision-recall", before),
            "Precision over recall, mean over categories; strong lines: overlap of at least "
                + overlap
                + thinWords(),
            Canvas.png(all())));
    List<String> categories =
        arms.stream()
            .flatMap(PrecisionRecallPlots::curves)
            .map(PrecisionRecall::category)
            .filter(category -> !category.equals(PrecisionRecall.ALL))
            .distinct()
            .toList();
    if (!categories.isEmpty() && categories.size() <= MAX_CATEGORIES) {
      plots.add(
          new Plot(
              Plot.file("precision-recall", before + 1),
              "Precision over recall of each category, overlap of at least " + overlap,
              Canvas.grid(categories.stream().map(this::one).toList(), COLUMNS)));
    }
    return plots;
  }

  private String thinWords() {
    List<String> others =
        overlaps(PrecisionRecall.ALL).tailSet(overlap, false).stream()
            .map(value -> Double.toString(value))
            .toList();
    return others.isEmpty() ? "" : ", thin lines: " + String.join(", ", others);
  }

  private XYChart all() {
    XYChart chart = Canvas.chart(HEIGHT, "recall", "precision");
    for (double strictness : overlaps(PrecisionRecall.ALL)) {
      boolean strong = strictness == overlap;
      for (ArmResult arm : arms) {
        add(chart, arm, PrecisionRecall.ALL, strictness, strong ? 2.5f : 1)
            .ifPresent(line -> line.setLabel(arm.arm()).setShowInLegend(strong));
      }
    }
    return unitSquare(chart);
  }

  private XYChart one(String category) {
    XYChart chart = Canvas.chart(Canvas.WIDTH / COLUMNS, SMALL_HEIGHT, "recall", "precision");
    chart.setTitle(category);
    chart.getStyler().setChartTitleVisible(true).setLegendVisible(false);
    arms.forEach(arm -> add(chart, arm, category, overlap, 2));
    return unitSquare(chart);
  }

  private Optional<XYSeries> add(
      XYChart chart, ArmResult arm, String category, double strictness, float width) {
    List<PrecisionRecall> seeds =
        curves(arm)
            .filter(curve -> curve.category().equals(category) && curve.overlap() == strictness)
            .toList();
    if (seeds.isEmpty()) {
      return Optional.empty();
    }
    Curve mean = Curve.mean(seeds.stream().map(PrecisionRecallPlots::curve).toList());
    XYSeries line = chart.addSeries(arm.arm() + " at " + strictness, mean.xs(), mean.values());
    Canvas.line(line, palette.pen(arm.arm()), width);
    return Optional.of(line);
  }

  private TreeSet<Double> overlaps(String category) {
    return arms.stream()
        .flatMap(PrecisionRecallPlots::curves)
        .filter(curve -> curve.category().equals(category))
        .map(PrecisionRecall::overlap)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<PrecisionRecall> curves(ArmResult arm) {
    return arm.cells().stream().flatMap(cell -> cell.files().curves().stream());
  }

  private static Curve curve(PrecisionRecall curve) {
    return new Curve(
        IntStream.range(0, curve.recall().length)
            .mapToObj(i -> new Curve.Point(curve.recall()[i], curve.precision()[i]))
            .toList());
  }

  private static XYChart unitSquare(XYChart chart) {
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
    chart.getStyler().setXAxisTickMarkSpacingHint(TICK_SPACING);
    return chart;
  }
}
