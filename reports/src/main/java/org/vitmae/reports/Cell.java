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
 * @param baseline the arm that others are compared with; empty for pretraining without arms
 * @param trainImages training images after the label budget
 * @param parameters weights, frozen ones included
 * @param skipped damaged records that were left out
 * @param notes sentences to show
 */
record Cell(
    String name,
    String experiment,
    String description,
    long seed,
    Optional<ArmSetting> arm,
    Optional<String> pretrainCell,
    Optional<String> baseline,
    long trainImages,
    long parameters,
    long trainableParameters,
    Budget budget,
    Provenance provenance,
    List<String> skipped,
    List<String> notes,
    List<MetricRow> metrics,
    Optional<ConfusionMatrix> confusion,
    List<Reconstruction> reconstructions) {

  /** Returns the name of the arm, or {@code pretrain}. */
  String role() {
    return arm.map(ArmSetting::arm).orElse("pretrain");
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
