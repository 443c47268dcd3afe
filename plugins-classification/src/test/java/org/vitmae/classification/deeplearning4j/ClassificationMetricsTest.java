package org.vitmae.classification.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vitmae.checkpoint.Safetensors;

class ClassificationMetricsTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("basedir", "."), "../framework/src/test/resources/golden/metrics");
  private static final double LIMIT = 1e-6;

  static Stream<JsonNode> cases() throws IOException {
    JsonNode expected = new ObjectMapper().readTree(GOLDEN.resolve("expected.json").toFile());
    return StreamSupport.stream(expected.get("cases").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("cases")
  @Tag("golden")
  void equalsScikitLearn(JsonNode expected) {
    ClassificationMetrics metrics = new ClassificationMetrics(expected.get("num_classes").asInt());
    try (Safetensors tensors =
        Safetensors.open(GOLDEN.resolve(expected.get("name").asText() + ".safetensors"))) {
      addInBatches(metrics, tensors.floats("logits"), tensors.longs("labels"), 7);
    }
    Map<String, Double> values = metrics.values();
    JsonNode macro = expected.get("macro");
    assertThat(values.get("top1")).isCloseTo(expected.get("top1").asDouble(), within(LIMIT));
    assertThat(values.get("top5")).isCloseTo(expected.get("top5").asDouble(), within(LIMIT));
    assertThat(values.get("loss"))
        .isCloseTo(expected.get("cross_entropy_mean").asDouble(), within(LIMIT));
    assertThat(values.get("macro_precision"))
        .isCloseTo(macro.get("precision").asDouble(), within(LIMIT));
    assertThat(values.get("macro_recall")).isCloseTo(macro.get("recall").asDouble(), within(LIMIT));
    assertThat(values.get("macro_f1")).isCloseTo(macro.get("f1").asDouble(), within(LIMIT));
    assertThat(metrics.confusion())
        .isDeepEqualTo(
            new ObjectMapper()
                .convertValue(expected.get("confusion_rows_true_cols_predicted"), long[][].class));
  }

  /** Adds batches of a constant size, the last one padded with nonsense. */
  private static void addInBatches(
      ClassificationMetrics metrics, float[] logits, long[] labels, int size) {
    int classes = logits.length / labels.length;
    for (int from = 0; from < labels.length; from += size) {
      int valid = Math.min(size, labels.length - from);
      int[] batchLabels = new int[size];
      float[] batchLogits = new float[size * classes];
      for (int n = 0; n < valid; n++) {
        batchLabels[n] = (int) labels[from + n];
      }
      System.arraycopy(logits, from * classes, batchLogits, 0, valid * classes);
      metrics.add(batchLogits, batchLabels, valid);
    }
  }

  @Test
  void topFiveOfTwoClassesIsEverything() {
    ClassificationMetrics metrics = new ClassificationMetrics(2);
    metrics.add(new float[] {1, 0, 1, 0}, new int[] {0, 1}, 2);
    assertThat(metrics.values()).containsEntry("top1", 0.5).containsEntry("top5", 1.0);
  }

  @Test
  void topOneAccuracyIsTheMeanOfWhatAddReturns() {
    Random random = new Random(3);
    ClassificationMetrics metrics = new ClassificationMetrics(3);
    float[] logits = new float[300];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = random.nextInt(6) == 0 ? Float.NaN : random.nextInt(2); // many ties
    }
    int[] labels = random.ints(100, 0, 3).toArray();
    double[] top1 = metrics.add(logits, labels, 100);
    assertThat(Arrays.stream(top1).average()).hasValue(metrics.values().get("top1"));
  }

  @Test
  void lossOfHugeLogitsIsExact() {
    ClassificationMetrics metrics = new ClassificationMetrics(2);
    metrics.add(new float[] {3000, -3000}, new int[] {1}, 1);
    assertThat(metrics.values().get("loss")).isEqualTo(6000);
  }

  @Test
  void lossOfNonFiniteLogitsIsNotFinite() {
    ClassificationMetrics metrics = new ClassificationMetrics(3);
    float[] logits = new float[6];
    Arrays.fill(logits, Float.NaN);
    metrics.add(logits, new int[] {0, 2}, 2);
    assertThat(metrics.values().get("loss")).isNaN();
  }

  @Test
  void refusesLabelsThatAreNoClass() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassificationMetrics(2).add(new float[2], new int[] {2}, 1))
        .withMessage("labels must be from 0 to 1, got 2 at 0");
  }

  @Test
  void refusesLogitsOfAnotherSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassificationMetrics(3).add(new float[4], new int[] {0, 1}, 2))
        .withMessageContaining("N * 3 logits");
  }

  @Test
  void hasNoValuesBeforeTheFirstExample() {
    ClassificationMetrics metrics = new ClassificationMetrics(2);
    metrics.add(new float[2], new int[1], 0);
    assertThatIllegalStateException().isThrownBy(metrics::values);
    assertThat(metrics.confusion()).isDeepEqualTo(new long[2][2]);
  }
}
