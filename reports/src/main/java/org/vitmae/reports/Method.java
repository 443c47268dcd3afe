package org.vitmae.reports;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Says how intervals and tests of this report were made, and of which arms. */
final class Method {
  private Method() {}

  static List<String> of(Results results) {
    List<String> sentences = new ArrayList<>();
    Map<Basis, TreeSet<String>> arms = new EnumMap<>(Basis.class);
    results
        .arms()
        .forEach(
            arm ->
                arms.computeIfAbsent(arm.primary().basis(), basis -> new TreeSet<>())
                    .add(arm.setting().group()));
    arms.forEach(
        (basis, groups) ->
            sentences.add(
                arms.size() == 1
                    ? sentence(basis)
                    : sentence(basis) + " This applies to " + String.join(", ", groups) + "."));
    sentences.addAll(recorded(results));
    long tests =
        results.arms().stream()
            .flatMap(arm -> arm.difference().stream())
            .filter(Difference::isTested)
            .count();
    if (tests > 0) {
      sentences.add(
          tests == 1
              ? "One arm is tested, so its p-value needs no correction."
              : "p is corrected for the " + tests + " arms tested (Holm).");
    }
    return sentences;
  }

  /** Returns where draws of test images come from that this report has not made itself. */
  private static List<String> recorded(Results results) {
    return results.arms().stream()
        .flatMap(arm -> arm.cells().stream())
        .flatMap(
            cell ->
                cell.files().resamples().stream()
                    .map(
                        resamples ->
                            cell.arm().orElseThrow().primaryMetric()
                                + " is no mean over images: the test of each run computed it anew"
                                + " on "
                                + Amount.count(resamples.values().length)
                                + " draws of them, the same for all arms, which are used here."))
        .distinct()
        .toList();
  }

  private static String sentence(Basis basis) {
    String bootstrap =
        "Intervals are a bootstrap over "
            + basis.words()
            + " ("
            + Amount.count(ImageBootstrap.RESAMPLES)
            + " resamples)";
    String variance = "; p is from an analysis of variance in which both are random.";
    return switch (basis) {
      case SEEDS_AND_IMAGES -> bootstrap + variance;
      case REPEATS_AND_IMAGES ->
          bootstrap + variance + " They hold for this one pretraining, not for another.";
      case SEEDS ->
          "Intervals and p are Student’s t over seeds; the test images are taken as given.";
      case REPEATS ->
          "Intervals and p are Student’s t over repeats on one pretraining; they hold for it and"
              + " these test images, not for others.";
      case IMAGES ->
          bootstrap + "; one run cannot show how much another seed would change, so no verdict.";
      case NOTHING -> "One run gives no interval and no verdict.";
    };
  }
}
