package org.vitmae.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.config.RecipeConfig.Decay;

class LearningRateScheduleTest {
  @Test
  void risesFromZeroToThePeakAndFallsToTheLeast() {
    LearningRateSchedule schedule = new LearningRateSchedule(Decay.COSINE, 1, 0.25, 2, 6);
    assertThat(schedule.at(0)).isZero();
    assertThat(schedule.at(1)).isEqualTo(0.5);
    assertThat(schedule.at(2)).isEqualTo(1);
    assertThat(schedule.at(4)).isEqualTo(0.625);
    assertThat(schedule.at(6)).isEqualTo(0.25);
    assertThat(schedule.at(7)).isEqualTo(0.25);
  }

  @Test
  void aLineFallsEquallyFastFromTheWarmupToTheLeast() {
    LearningRateSchedule schedule = new LearningRateSchedule(Decay.LINEAR, 1, 0.25, 2, 6);
    assertThat(schedule.at(1)).isEqualTo(0.5);
    assertThat(schedule.at(2)).isEqualTo(1);
    assertThat(schedule.at(3)).isEqualTo(0.8125);
    assertThat(schedule.at(4)).isEqualTo(0.625);
    assertThat(schedule.at(5)).isEqualTo(0.4375);
    assertThat(schedule.at(6)).isEqualTo(0.25);
    assertThat(schedule.at(7)).isEqualTo(0.25);
  }

  /** 1500 of 160 000 updates, as mmsegmentation trains on ADE20K: PolyLR of power 1. */
  @Test
  void aLineIsMmsegmentations() {
    LearningRateSchedule schedule = new LearningRateSchedule(Decay.LINEAR, 1e-4, 0, 1500, 160_000);
    assertThat(schedule.at(750)).isCloseTo(5e-5, within(1e-18));
    assertThat(schedule.at(1500)).isEqualTo(1e-4);
    assertThat(schedule.at(80_750)).isCloseTo(5e-5, within(1e-18));
    assertThat(schedule.at(159_999)).isCloseTo(1e-4 / 158_500, within(1e-18));
    assertThat(schedule.at(160_000)).isZero();
  }

  /** ViTDet's 184 375 updates on COCO, 250 of them warm-up: a tenth from 163 889, then 177 546. */
  @Test
  void stepsAreViTDets() {
    LearningRateSchedule schedule = new LearningRateSchedule(Decay.STEPS, 1e-4, 0, 250, 184_375);
    assertThat(schedule.at(0)).isZero();
    assertThat(schedule.at(125)).isEqualTo(5e-5);
    assertThat(schedule.at(250)).isEqualTo(1e-4);
    assertThat(schedule.at(163_888)).isEqualTo(1e-4);
    assertThat(schedule.at(163_889)).isEqualTo(1e-4 * 0.1);
    assertThat(schedule.at(177_545)).isEqualTo(1e-4 * 0.1);
    assertThat(schedule.at(177_546)).isEqualTo(1e-4 * 0.01);
    assertThat(schedule.at(184_374)).isEqualTo(1e-4 * 0.01);
    assertThat(schedule.at(184_375)).isEqualTo(1e-4 * 0.01);
  }

  /** The same updates in epochs, however many there are of these. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 25, 59, 125, 295, 625, 1475, 3125})
  void roundingMovesNoStep(int epochs) {
    int perEpoch = 184_375 / epochs;
    LearningRateSchedule schedule = new LearningRateSchedule(Decay.STEPS, 1, 0, 0, epochs);
    for (int update = 163_880; update < 184_375; update++) {
      int epoch = update / perEpoch;
      double rate = update < 163_889 ? 1 : update < 177_546 ? 0.1 : 0.01;
      assertThat(schedule.at(epoch + (double) (update % perEpoch) / perEpoch)).isEqualTo(rate);
    }
  }

  @Test
  void stepsTakenDuringTheWarmupCountAtItsEnd() {
    assertThat(new LearningRateSchedule(Decay.STEPS, 1, 0, 95, 100).at(95)).isEqualTo(0.1);
  }

  @ParameterizedTest
  @EnumSource
  void withoutWarmupItStartsAtThePeak(Decay decay) {
    assertThat(new LearningRateSchedule(decay, 1, 0, 0, 5).at(0)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void warmupMayLastThroughout(Decay decay) {
    LearningRateSchedule schedule = new LearningRateSchedule(decay, 1, 0, 5, 5);
    assertThat(schedule.at(4)).isEqualTo(0.8);
    assertThat(schedule.at(5)).isEqualTo(decay == Decay.STEPS ? 0.01 : 0);
  }

  @Test
  void refusesMoreWarmupThanEpochs() {
    assertThatThrownBy(() -> new LearningRateSchedule(Decay.COSINE, 1, 0, 6, 5))
        .hasMessage("warmupEpochs must be from 0 to epochs = 5.0, got 6.0");
  }
}
