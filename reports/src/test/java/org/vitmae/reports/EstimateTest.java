package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {
  @Test
  void givesSampleDeviationAndStudentInterval() {
    Estimate estimate = ofSeeds(2, 4, 9);

    // Squares 9 + 1 + 16 = 26, variance 13; t(0.975, 2) = 4.302652730.
    double half = 4.302652730 * Math.sqrt(13.0 / 3);
    assertThat(estimate.seeds()).isEqualTo(3);
    assertThat(estimate.mean()).isEqualTo(5);
    assertThat(estimate.std().orElseThrow()).isCloseTo(Math.sqrt(13), within(1e-12));
    assertThat(estimate.interval().orElseThrow().low()).isCloseTo(5 - half, within(1e-8));
    assertThat(estimate.interval().orElseThrow().high()).isCloseTo(5 + half, within(1e-8));
    assertThat(estimate.basis()).isEqualTo(Basis.SEEDS);
    assertThat(estimate.parts()).isEmpty();
  }

  @Test
  void usesTheQuantileOfItsDegreesOfFreedom() {
    // Variance 2; t(0.975, 1) = 12.70620474.
    assertThat(ofSeeds(1, 3).interval().orElseThrow().high())
        .isCloseTo(2 + 12.70620474 * Math.sqrt(2) / Math.sqrt(2), within(1e-7));
    // Variance 2.5; t(0.975, 4) = 2.776445105.
    assertThat(ofSeeds(1, 2, 3, 4, 5).interval().orElseThrow().low())
        .isCloseTo(3 - 2.776445105 * Math.sqrt(0.5), within(1e-8));
  }

  @Test
  void shareStaysBetweenNothingAndAll() {
    Metric share = new Metric("top1");
    Interval wide = ofSeeds(0.1, 0.9).of(share).interval().orElseThrow();

    assertThat(wide).isEqualTo(new Interval(0, 1));
    assertThat(ofSeeds(0.5, 0.51, 0.52).of(share)).isEqualTo(ofSeeds(0.5, 0.51, 0.52));
    assertThat(ofSeeds(1, 9).of(new Metric("mae")).interval().orElseThrow().low()).isNegative();
  }

  @Test
  void hasNoSpreadForOneValue() {
    Estimate estimate = ofSeeds(0.25);

    assertThat(estimate.mean()).isEqualTo(0.25);
    assertThat(estimate.std()).isEmpty();
    assertThat(estimate.interval()).isEmpty();
    assertThat(estimate.basis()).isEqualTo(Basis.NOTHING);
  }

  @Test
  void needsAValue() {
    assertThatThrownBy(() -> Estimate.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsSeedsAndRepeatsApart() {
    Estimate estimate = Estimate.of(List.of(runs(1, 3), runs(7, 9), runs(4, 6)));

    // Each pair has variance 2; the means 2, 8, 5 have variance 9, of which 2 / 2 is the repeats'.
    assertThat(estimate.mean()).isEqualTo(5);
    assertThat(estimate.std().orElseThrow()).isCloseTo(3, within(1e-12));
    Estimate.Parts parts = estimate.parts().orElseThrow();
    assertThat(parts.repeats()).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(parts.seeds().orElseThrow()).isCloseTo(Math.sqrt(8), within(1e-12));
    assertThat(estimate.seeds()).isEqualTo(3);
    assertThat(estimate.runs()).isEqualTo(6);
  }

  @Test
  void countsEverySeedTheSameHoweverManyRepeatsItHas() {
    Estimate estimate = Estimate.of(List.of(runs(1, 1, 1), runs(3)));

    assertThat(estimate.mean()).isEqualTo(2);
    assertThat(estimate.std().orElseThrow()).isCloseTo(Math.sqrt(2), within(1e-12));
  }

  @Test
  void takesTheRepeatsOfASinglePretrainingForWhatVaries() {
    Estimate estimate = Estimate.of(List.of(runs(1, 3)));

    assertThat(estimate.basis()).isEqualTo(Basis.REPEATS);
    assertThat(estimate.std().orElseThrow()).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(estimate.parts().orElseThrow().seeds()).isEmpty();
    assertThat(estimate.interval()).isPresent();
  }

  private static Estimate ofSeeds(double... values) {
    return Estimate.of(runs(values).stream().map(List::of).toList());
  }

  private static List<Outcome> runs(double... values) {
    return Arrays.stream(values).mapToObj(value -> Outcome.of(value)).toList();
  }
}
