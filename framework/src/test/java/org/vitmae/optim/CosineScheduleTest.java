package org.vitmae.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CosineScheduleTest {
  @Test
  void risesFromZeroToThePeakAndFallsToTheLeast() {
    CosineSchedule schedule = new CosineSchedule(1, 0.25, 2, 6);
    assertThat(schedule.at(0)).isZero();
    assertThat(schedule.at(1)).isEqualTo(0.5);
    assertThat(schedule.at(2)).isEqualTo(1);
    assertThat(schedule.at(4)).isEqualTo(0.625);
    assertThat(schedule.at(6)).isEqualTo(0.25);
    assertThat(schedule.at(7)).isEqualTo(0.25);
  }

  @Test
  void withoutWarmupItStartsAtThePeak() {
    assertThat(new CosineSchedule(1, 0, 0, 5).at(0)).isEqualTo(1);
  }

  @Test
  void warmupMayLastThroughout() {
    assertThat(new CosineSchedule(1, 0, 5, 5).at(4)).isEqualTo(0.8);
  }

  @Test
  void refusesMoreWarmupThanEpochs() {
    assertThatThrownBy(() -> new CosineSchedule(1, 0, 6, 5))
        .hasMessage("warmupEpochs must be from 0 to epochs = 5.0, got 6.0");
  }
}
