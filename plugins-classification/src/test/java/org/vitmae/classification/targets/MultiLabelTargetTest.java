package org.vitmae.classification.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.data.DataException;

class MultiLabelTargetTest {
  private static final List<String> LABELS = List.of("cat", "dog", "owl, grey");

  private static Judge judged() {
    Judge judge = new MultiLabelTarget(LABELS, 0.1).judge();
    judge.add(
        new float[] {2, -1, -1, 1, 1, -1},
        TargetBatches.of(0, 2, new double[] {1, 0, 0}, new double[] {0, 1, 0}));
    // The second example is padding.
    judge.add(
        new float[] {-1, 3, -1, 9, 9, 9},
        TargetBatches.of(2, 1, new double[] {1, 0, 0}, new double[] {1, 1, 1}));
    return judge;
  }

  @Test
  void metricsAreThoseWorkedOutByHand() {
    Map<String, Double> values = judged().values();

    // cat: scores 2, 1, -1, positives the first and the last: (1 + 2/3) / 2; dog: scores -1, 1, 3,
    // the positive is second: 1/2; owl has no positive.
    double cat = (1 + 2 / 3.0) / 2;
    assertThat(values.get("mAP")).isEqualTo((cat + 0.5) / 2, within(1e-12));
    assertThat(values).containsEntry("labels_without_positives", 1.0);
    // cat: told 2, right 1, positives 2; dog: told 2, right 1, positives 1; owl: 0/0 is 0.
    assertThat(values.get("macro_f1")).isEqualTo((2 / 4.0 + 2 / 3.0) / 3, within(1e-12));
    double loss = softplus(-2) + 2 * softplus(-1);
    loss += softplus(1) + 2 * softplus(-1);
    loss += softplus(1) + softplus(3) + softplus(-1);
    assertThat(values.get("loss")).isEqualTo(loss / 9, within(1e-12));
  }

  private static double softplus(double x) {
    return Math.log(1 + Math.exp(x));
  }

  @Test
  void aLabelIsToldAboveAProbabilityOfOneHalf() {
    Judge judge = new MultiLabelTarget(List.of("cat"), 0).judge();
    judge.add(
        new float[] {0.1f, 0, -0.1f},
        TargetBatches.of(0, 3, new double[] {1}, new double[] {0}, new double[] {0}));

    assertThat(judge.values()).containsEntry("macro_f1", 1.0);
  }

  @Test
  void everyLabelIsListed(@TempDir Path folder) throws Exception {
    judged().write(folder);

    assertThat(Files.readAllLines(folder.resolve("labels.csv")))
        .containsExactly(
            "label,positives,average_precision,f1",
            "cat,2,0.8333333333333333,0.5",
            "dog,1,0.5,0.6666666666666666",
            "\"owl, grey\",0,,0.0");
    assertThat(folder.resolve("scores.csv")).doesNotExist();
  }

  @Test
  void smoothingDrawsZeroAndOneTogether() {
    float[] rows =
        new MultiLabelTarget(LABELS, 0.1)
            .rows(TargetBatches.of(0, 1, new double[] {1, 0, 1}), Mix.NONE);

    assertThat(rows).containsExactly(0.95f, 0.05f, 0.95f);
  }

  @Test
  void mixedImagesHaveTheirLabelsInShares() {
    float[] rows =
        new MultiLabelTarget(LABELS, 0)
            .rows(
                TargetBatches.of(0, 2, new double[] {1, 0, 1}, new double[] {0, 0, 1}),
                new Mix(0.75, Optional.empty()));

    assertThat(rows).containsExactly(0.75f, 0, 1, 0.25f, 0, 1);
  }

  @Test
  void missingTargetsAreNamed() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(
            () ->
                new MultiLabelTarget(LABELS, 0)
                    .rows(TargetBatches.of(7, 1, new double[0]), Mix.NONE))
        .withMessageContaining("Example 7 has 0 targets, expected 3");
  }

  @Test
  void withoutAnyLabelThereIsNoMetric() {
    Judge judge = new MultiLabelTarget(LABELS, 0).judge();
    judge.add(new float[3], TargetBatches.of(0, 1, new double[3]));

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(judge::values)
        .withMessageContaining("None of the 1 examples");
  }
}
