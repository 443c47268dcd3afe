package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BudgetTest {
  @Test
  void aLongerPartWeighsMoreInTheShareOfWaiting() {
    Budget both = new Budget(10, 20, 30, 0.1, 5).then(new Budget(1, 2, 10, 0.5, 7));

    assertThat(both.waitShare()).isCloseTo((3 + 5) / 40.0, within(1e-12));
    assertThat(both.wallSeconds()).isEqualTo(40);
    assertThat(both.peakMemoryBytes()).isEqualTo(7);
    assertThat(Budget.NOTHING.then(Budget.NOTHING).waitShare()).isZero();
  }
}
