package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.checkpoint.BestMetric;

class SelectionTest {
  private static final Optional<BestMetric> HALF = Optional.of(new BestMetric("top1", 0.5, 3));

  @ParameterizedTest
  @CsvSource({"true,Infinity", "false,-Infinity", "true,NaN", "false,NaN"})
  void aValueThatIsNotFiniteIsNeverTheBest(boolean higherIsBetter, double value) {
    Selection selection = new Selection("top1", higherIsBetter);

    assertThat(selection.improvement(Map.of("top1", value), Optional.empty(), 4)).isEmpty();
    assertThat(selection.improvement(Map.of("top1", value), HALF, 4)).isEmpty();
  }

  @Test
  void aTieIsNoImprovement() {
    Selection selection = new Selection("top1", true);

    assertThat(selection.improvement(Map.of("top1", 0.5), HALF, 4)).isEmpty();
    assertThat(selection.improvement(Map.of("top1", 0.6), HALF, 4))
        .hasValue(new BestMetric("top1", 0.6, 4));
  }
}
