package org.vitmae.reports;

import java.util.Map;
import java.util.Optional;

/** Says in words what came out of an arm. */
final class Headline {
  private final ArmResult result;
  private final Optional<ArmResult> baseline;
  private final Metric metric;

  private Headline(ArmResult result, Optional<ArmResult> baseline) {
    this.result = result;
    this.baseline = baseline;
    metric = new Metric(result.setting().primaryMetric());
  }

  static Map<String, Object> of(ArmResult result, Optional<ArmResult> baseline, Palette palette) {
    Headline headline = new Headline(result, baseline);
    return Map.of(
        "arm",
        result.arm(),
        "color",
        Palette.css(palette.color(result.arm())),
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
      case NO_DIFFERENCE, ONE_SEED, NO_SHARED_SEED, NO_BASELINE, NOT_COMPARABLE -> "open";
    };
  }

  private String finding() {
    Estimate primary = result.primary();
    String spread =
        primary.std().isPresent() ? " ± " + metric.number(primary.std().getAsDouble()) : "";
    String unit = metric.isShare() ? " %" : "";
    String text = "reaches " + metric.name() + " " + metric.number(primary.mean()) + spread + unit;
    return text
        + " "
        + runs(primary)
        + result.difference().map(difference -> ", " + words(difference)).orElse("");
  }

  private static String runs(Estimate estimate) {
    int seeds = estimate.seeds();
    String words = seeds == 1 ? "with one seed" : "over " + seeds + " seeds";
    return estimate.runs() == seeds ? words : words + " (" + estimate.runs() + " runs)";
  }

  private String words(Difference difference) {
    Estimate estimate = difference.estimate();
    String interval =
        estimate
            .interval()
            .map(i -> " [" + metric.difference(i.low()) + ", " + metric.difference(i.high()) + "]")
            .orElse("");
    String unit = metric.differenceUnit();
    return metric.difference(estimate.mean())
        + (unit.isEmpty() ? "" : " " + unit)
        + interval
        + " against "
        + baseline.orElseThrow().arm()
        + (estimate.runs() < result.primary().runs()
            ? " on the " + estimate.runs() + " runs with shared seeds"
            : "");
  }

  private String cost() {
    Ledger ledger = result.ledger();
    StringBuilder text = new StringBuilder("Training cost ");
    text.append(cost(ledger.training(), baseline.map(b -> b.ledger().training())));
    if (!ledger.pretraining().equals(Budget.NOTHING)) {
      text.append("; with its pretraining ");
      text.append(cost(ledger.withPretraining(), baseline.map(b -> b.ledger().withPretraining())));
    }
    if (ledger.trials().count() > 0) {
      text.append("; with its ").append(Amount.count(ledger.trials().count())).append(" trials ");
      text.append(cost(ledger.total(), baseline.map(b -> b.ledger().total())));
    }
    return text.append('.').toString();
  }

  private String cost(Budget own, Optional<Budget> other) {
    String ratio =
        baseline
            .filter(b -> b != result)
            .map(
                b ->
                    " ("
                        + Amount.ratio(own.flops(), other.orElseThrow().flops())
                        + " that of "
                        + b.arm()
                        + ")")
            .orElse("");
    return Amount.flops(own.flops()) + ratio + " and " + Amount.seconds(own.wallSeconds());
  }
}
