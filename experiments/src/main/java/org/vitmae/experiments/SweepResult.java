package org.vitmae.experiments;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.vitmae.run.ArmCell;

/**
 * What a sweep found.
 *
 * @param trials all trials
 * @param metric the validation metric they were compared by
 * @param values its best value in each trial, empty for those that diverged
 * @param best the number of the trial chosen, the first of equal ones
 * @param cost what all trials took, with pretraining made for them alone
 */
record SweepResult(
    List<Trial> trials, String metric, List<OptionalDouble> values, int best, ArmCell.Trials cost) {
  /** Returns the trial chosen. */
  Trial chosen() {
    return trials.get(best);
  }

  /** Returns a sentence for the report. */
  String note() {
    long diverged = values.stream().filter(OptionalDouble::isEmpty).count();
    return "Chosen among %d trials by %s on the validation split of the first seed: %s.%s"
        .formatted(
            trials.size(),
            metric,
            chosen().text(),
            diverged == 0
                ? ""
                : " Trials that diverged, which are out and whose cost is not counted: %d."
                    .formatted(diverged));
  }

  /** Returns one row per trial: arm, trial, values, metric, value, chosen. */
  List<List<Object>> rows() {
    return IntStream.range(0, trials.size())
        .mapToObj(
            k ->
                List.<Object>of(
                    trials.get(k).arm(), k, trials.get(k).text(), metric, values.get(k), k == best))
        .toList();
  }
}
