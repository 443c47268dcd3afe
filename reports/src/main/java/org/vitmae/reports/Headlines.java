package org.vitmae.reports;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The findings: one sentence for the whole, then one per arm; many arms are folded by group. */
final class Headlines {
  private static final int MAX_OPEN = 10;

  private Headlines() {}

  static Map<String, Object> of(Results results, Palette palette) {
    boolean folded = results.arms().size() > MAX_OPEN;
    List<Map<String, Object>> groups = new ArrayList<>();
    results
        .groups()
        .forEach(
            (group, arms) ->
                groups.add(
                    Map.of(
                        "name",
                        group,
                        "folded",
                        folded && arms.size() > 1,
                        "summary",
                        arms.size() + " arms: " + verdicts(arms),
                        "color",
                        Palette.css(palette.color(arms.get(arms.size() - 1).arm())),
                        "findings",
                        arms.stream()
                            .map(arm -> Headline.of(arm, results.baselineOf(arm), palette))
                            .toList())));
    return Map.of("summary", summary(results), "groups", groups);
  }

  private static String summary(Results results) {
    List<ArmResult> others =
        results.arms().stream().filter(arm -> arm.verdict() != Verdict.BASELINE).toList();
    String baseline = results.baselineWords();
    return others.isEmpty()
        ? "Only the baseline " + baseline + " is finished, so there is nothing to compare it with."
        : "%s compared with %s: %s."
            .formatted(
                others.size() == 1 ? "One arm" : others.size() + " arms",
                baseline,
                verdicts(others));
  }

  /** Returns how often each verdict was given: {@code 2 better, 1 worse}, or {@code all better}. */
  private static String verdicts(List<ArmResult> arms) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    arms.forEach(arm -> counts.merge(arm.verdict(), 1, Integer::sum));
    if (counts.size() == 1) {
      return (arms.size() == 1 ? "" : "all ") + arms.get(0).verdict().words();
    }
    List<String> words = new ArrayList<>();
    counts.forEach((verdict, count) -> words.add(count + " " + verdict.words()));
    return String.join(", ", words);
  }
}
