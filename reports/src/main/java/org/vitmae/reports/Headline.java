package org.vitmae.reports;

import java.util.Map;

/** Says in words what came out of an arm. */
final class Headline {
  private final ArmResult result;
  private final ArmResult baseline;
  private final Metric metric;

  private Headline(ArmResult result, ArmResult baseline) {
    this.result = result;
    this.baseline = baseline;
    metric = new Metric(result.setting().primaryMetric());
  }

  static Map<String, Object> of(ArmResult result, ArmResult baseline, Palette palette) {
    Headline headline = new Headline(result, baseline);
    return Map.of(
        "arm",
        result.setting().arm(),
        "color",
        Palette.css(palette.color(result.setting().arm())),
        "finding",
        headline.finding(),
        "verdict",
        result.verdict().words(),
        "tone",
        tone(result.verdict()),
        "cost",
        headline.cost());
  }

  /** Returns the style of a verdict; the words always stand beside the color. */
  static String tone(Verdict verdict) {
    return switch (verdict) {
      case BETTER -> "better";
      case WORSE -> "worse";
      case BASELINE -> "baseline";
      case NO_DIFFERENCE, ONE_SEED, NO_SHARED_SEED, NOT_COMPARABLE -> "open";
    };
  }

  private String finding() {
    Estimate primary = result.primary();
    StringBuilder text = new StringBuilder("reaches " + metric.name() + " ");
    text.append(
        primary
            .spread()
            .map(s -> metric.number(primary.mean()) + " ± " + metric.value(s.std()))
            .orElseGet(() -> metric.value(primary.mean())));
    int seeds = primary.count();
    text.append(seeds == 1 ? " with one seed" : " over " + seeds + " seeds");
    result.difference().ifPresent(difference -> text.append(", ").append(words(difference)));
    return text.toString();
  }

  private String words(Estimate difference) {
    String interval =
        difference
            .spread()
            .map(s -> " [" + metric.difference(s.low()) + ", " + metric.difference(s.high()) + "]")
            .orElse("");
    String unit = metric.differenceUnit();
    return metric.difference(difference.mean())
        + (unit.isEmpty() ? "" : " " + unit)
        + interval
        + " against "
        + baseline.setting().arm()
        + (difference.count() < result.primary().count()
            ? " on the " + difference.count() + " shared seeds"
            : "");
  }

  private String cost() {
    String alone = "Training cost " + cost(result.training(), baseline.training());
    return result.pretraining().equals(Budget.NOTHING)
        ? alone + "."
        : alone + "; with its pretraining " + cost(result.total(), baseline.total()) + ".";
  }

  private String cost(Budget own, Budget other) {
    String ratio =
        result == baseline
            ? ""
            : " ("
                + Amount.ratio(own.flops(), other.flops())
                + " that of "
                + baseline.setting().arm()
                + ")";
    return Amount.flops(own.flops()) + ratio + " and " + Amount.seconds(own.wallSeconds());
  }
}
