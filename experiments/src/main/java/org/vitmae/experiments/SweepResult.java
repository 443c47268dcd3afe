package org.vitmae.experiments;

import java.util.List;
import java.util.stream.IntStream;
import org.vitmae.run.ArmCell;

/**
 * What a sweep found.
 *
 * @param trials all trials
 * @param metric the validation metric they were compared by
 * @param values its best value in each trial
 * @param best the number of the trial chosen, the first of equal ones
 * @param cost what all trials took, with pretraining made for them alone
 */
record SweepResult(
    List<Trial> trials, String metric, List<Double> values, int best, ArmCell.Trials cost) {
  /** Returns the trial chosen. */
  Trial chosen() {
    return trials.get(best);
  }

  /** Returns a sentence for the report. */
  String note() {
    return "Chosen among %d trials by %s on the validation split of the first seed: %s."
        .formatted(trials.size(), metric, chosen().text());
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
