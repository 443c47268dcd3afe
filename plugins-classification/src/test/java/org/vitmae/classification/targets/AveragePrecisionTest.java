package org.vitmae.classification.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {
  private static double of(float[] scores, int... positive) {
    boolean[] truth = new boolean[scores.length];
    for (int i : positive) {
      truth[i] = true;
    }
    return AveragePrecision.of(scores, truth).orElseThrow();
  }

  /** The example of scikit-learn's documentation: 0.83. */
  @Test
  void isTheStepwiseSum() {
    // Found at ranks 1 and 3: recall grows by a half each time, at precisions 1 and 2/3.
    assertThat(of(new float[] {0.1f, 0.4f, 0.35f, 0.8f}, 2, 3))
        .isEqualTo(0.5 + 0.5 * 2 / 3, within(1e-12));
  }

  @Test
  void equalScoresPassTogether() {
    // After 0.9: 1 of 1. After the three of 0.5: 2 of 4. After 0.1: 3 of 5.
    float[] scores = {0.5f, 0.5f, 0.5f, 0.9f, 0.1f};
    double expected = (1 + 2 / 4.0 + 3 / 5.0) / 3;

    assertThat(of(scores, 0, 3, 4)).isEqualTo(expected, within(1e-12));
    assertThat(of(scores, 2, 3, 4)).isEqualTo(expected, within(1e-12));
    assertThat(of(new float[4], 1)).isEqualTo(0.25);
    assertThat(of(new float[] {0f, -0f}, 1)).isEqualTo(0.5);
  }

  @Test
  void withoutPositivesThereIsNone() {
    assertThat(AveragePrecision.of(new float[] {1}, new boolean[1])).isEmpty();
    assertThat(
            AveragePrecision.mean(
                new OptionalDouble[] {OptionalDouble.of(0.5), OptionalDouble.empty()}))
        .hasValue(0.5);
  }

  @Test
  void whatIsNotANumberIsLast() {
    assertThat(of(new float[] {Float.NaN, -5}, 1)).isEqualTo(1);
    assertThat(of(new float[] {Float.NaN, -5}, 0)).isEqualTo(0.5);
  }
}
