package org.vitmae.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
  private final List<Comparison> heard = new ArrayList<>();
  private final Comparisons comparisons = new Comparisons(heard::add);

  @Test
  void theLimitGrowsWithTheGreatestRecordedValue() {
    comparisons.tensor("t", new float[] {1, 100}, new float[] {1.5f, 100}, new Limit(0.25, 0.01));

    assertThat(comparisons.all()).containsExactly(new Comparison("t", 0.5, 1.25)).isEqualTo(heard);
    assertThat(comparisons.all().get(0).ok()).isTrue();
  }

  @Test
  void aDifferenceAtTheLimitPassesAndOneAboveFails() {
    assertThat(new Comparison("t", 1, 1).ok()).isTrue();
    assertThat(new Comparison("t", Math.nextUp(1.0), 1).ok()).isFalse();
  }

  @Test
  void whatIsNotANumberFails() {
    Limit wide = new Limit(1e9, 1e9);
    comparisons.tensor("got", new float[] {Float.NaN, 1}, new float[] {1, 1}, wide);
    comparisons.tensor("want", new float[] {1, 1}, new float[] {1, Float.NaN}, wide);
    comparisons.number("number", Double.NaN, 1, wide);

    assertThat(comparisons.all()).hasSize(3).noneMatch(Comparison::ok);
  }

  @Test
  void anotherNumberOfValuesFails() {
    comparisons.tensor("short", new float[1], new float[2], new Limit(1e9, 0));
    comparisons.tensor("empty", new float[0], new float[2], new Limit(1e9, 0));
    comparisons.exact("exact", new long[] {1}, new long[] {1, 2});

    assertThat(comparisons.all()).hasSize(3).noneMatch(Comparison::ok);
  }

  @Test
  void exactComparisonsCountWhatDiffers() {
    comparisons.exact("same", new long[] {1, 2, 3}, new long[] {1, 2, 3});
    comparisons.exact("two", new long[] {1, 5, 6}, new long[] {1, 2, 3});

    assertThat(comparisons.all())
        .containsExactly(new Comparison("same", 0, 0), new Comparison("two", 2, 0));
  }
}
