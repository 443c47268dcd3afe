package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HolmTest {
  @Test
  void multipliesTheSmallestByTheirNumberAndNeverFalls() {
    // Sorted 0.01, 0.02, 0.03, 0.04: times 4, 3, 2, 1 is 0.04, 0.06, 0.06, 0.04, the last raised.
    assertThat(Holm.corrected(0.03, 0.01, 0.04, 0.02))
        .containsExactly(new double[] {0.06, 0.04, 0.06, 0.06}, within(1e-12));
  }

  @Test
  void staysBelowOneAndLeavesASingleTestAlone() {
    assertThat(Holm.corrected(0.6, 0.9)).containsExactly(1, 1);
    assertThat(Holm.corrected(0.04)).containsExactly(0.04);
    assertThat(Holm.corrected()).isEmpty();
  }
}
