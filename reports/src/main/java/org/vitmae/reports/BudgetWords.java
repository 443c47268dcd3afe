package org.vitmae.reports;

import java.util.ArrayList;
import java.util.List;

/** Says in words where an arm had another budget than its baseline. */
final class BudgetWords {
  /** Differences up to this share of the baseline's budget do not count. */
  static final double SAME = 0.05;

  private BudgetWords() {}

  /** Returns what differs, for instance {@code 0.50× the labels, 21× the operations}. */
  static String of(ArmResult result, ArmResult baseline) {
    List<String> parts = new ArrayList<>();
    add(parts, result.labels(), baseline.labels(), "the labels");
    Budget own = result.ledger().training();
    Budget other = baseline.ledger().training();
    add(parts, own.imagesSeen(), other.imagesSeen(), "the images in training");
    add(parts, own.flops(), other.flops(), "the operations in training");
    if (!result.ledger().isTrainingAlone() || !baseline.ledger().isTrainingAlone()) {
      Budget all = result.ledger().total();
      Budget others = baseline.ledger().total();
      add(parts, all.imagesSeen(), others.imagesSeen(), "the images in all");
      add(parts, all.flops(), others.flops(), "the operations in all");
    }
    return parts.isEmpty() ? "the same within 5 %" : String.join(", ", parts);
  }

  static boolean differ(double own, double baseline) {
    return Math.abs(own - baseline) > SAME * baseline;
  }

  private static void add(List<String> parts, double own, double baseline, String what) {
    if (differ(own, baseline)) {
      parts.add(Amount.ratio(own, baseline) + " " + what);
    }
  }
}
