package org.vitmae.classification;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.classification.deeplearning4j.ClassificationMetrics;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Limit;
import org.vitmae.parity.ParitySuite;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** Checks classification metrics against scikit-learn's ({@code metrics}). */
public final class MetricsParity implements ParitySuite {
  @Override
  public String fixture() {
    return "metrics";
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    Fixture fixture = new Fixture(folder);
    for (JsonNode one : fixture.json("expected.json").get("cases")) {
      check(fixture, one.get("name").asText(), one, comparisons);
    }
  }

  private static void check(Fixture fixture, String name, JsonNode want, Comparisons comparisons) {
    try (Safetensors recorded = fixture.tensors(name)) {
      int[] labels = Arrays.stream(recorded.longs("labels")).mapToInt(Math::toIntExact).toArray();
      ClassificationMetrics metrics = new ClassificationMetrics((int) recorded.shape("logits")[1]);
      metrics.add(recorded.floats("logits"), labels, labels.length);
      Map<String, Double> values = metrics.values();
      JsonNode macro = want.get("macro");
      Map<String, JsonNode> expected =
          Map.of(
              "top1", want.get("top1"),
              "top5", want.get("top5"),
              "macro_precision", macro.get("precision"),
              "macro_recall", macro.get("recall"),
              "macro_f1", macro.get("f1"),
              "loss", want.get("cross_entropy_mean"));
      expected.forEach(
          (metric, number) ->
              comparisons.number(
                  name + "." + metric, values.get(metric), number.asDouble(), Limit.METRIC));
      comparisons.exact(
          name + ".confusion",
          flat(metrics.confusion()),
          flat(want.get("confusion_rows_true_cols_predicted")));
    }
  }

  private static long[] flat(long[][] rows) {
    return Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray();
  }

  private static long[] flat(JsonNode rows) {
    LongStream.Builder values = LongStream.builder();
    rows.forEach(row -> row.forEach(value -> values.add(value.asLong())));
    return values.build().toArray();
  }
}
