package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void aValueThatIsNotFiniteIsRefused(boolean higherIsBetter, double value) {
    Selection selection = new Selection("top1", higherIsBetter);

    assertThatThrownBy(() -> selection.improvement(Map.of("top1", value), HALF, 4))
        .isInstanceOf(TrainingException.class)
        .hasMessageContainingAll("step 4 must give a finite top1", "gave {top1=" + value);
  }

  @Test
  void soIsAMissingOne() {
    Selection selection = new Selection("top1", true);

    assertThatThrownBy(() -> selection.improvement(Map.of("loss", 1.0), Optional.empty(), 4))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(
            "a finite top1, by which checkpoints are chosen, but gave {loss=1.0}");
  }

  @Test
  void aTieIsNoImprovement() {
    Selection selection = new Selection("top1", true);

    assertThat(selection.improvement(Map.of("top1", 0.5), HALF, 4)).isEmpty();
    assertThat(selection.improvement(Map.of("top1", 0.6), HALF, 4))
        .hasValue(new BestMetric("top1", 0.6, 4));
  }
}
