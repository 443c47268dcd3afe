package org.vitmae.reports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One finished training run.
 *
 * @param arm empty for pretraining
 * @param pretrainCell the pretraining it started from
 * @param variant which pretraining of several; empty if there is only one
 * @param trainImages training images after the label budget
 * @param validationImages what checkpoints, and hyper-parameters, were chosen by
 * @param parameters weights, frozen ones included
 * @param skipped damaged records that were left out
 * @param warnings sentences on what makes figures say less than they seem to
 * @param notes sentences to show
 */
record Cell(
    String name,
    String experiment,
    String description,
    Seeds seeds,
    Optional<ArmSetting> arm,
    Optional<String> pretrainCell,
    String variant,
    long trainImages,
    long validationImages,
    long parameters,
    long trainableParameters,
    Budget budget,
    Trials trials,
    Provenance provenance,
    List<String> skipped,
    List<String> warnings,
    List<String> notes,
    List<MetricRow> metrics,
    TestFiles files,
    List<Reconstruction> reconstructions) {

  /** Returns the name of the arm, or {@code pretrain} and its variant. */
  String role() {
    return arm.map(ArmSetting::arm).orElse(variant.isEmpty() ? "pretrain" : "pretrain " + variant);
  }

  /** Returns the primary metric on the test split; arms only. */
  double primary() {
    return testMetrics().get(arm.orElseThrow().primaryMetric());
  }

  /** Returns what the test split gave, metric to value, in the order it was logged. */
  Map<String, Double> testMetrics() {
    Map<String, Double> values = new LinkedHashMap<>();
    metrics.stream()
        .filter(row -> row.split().equals("test"))
        .forEach(row -> values.put(row.metric(), row.value()));
    return values;
  }
}
