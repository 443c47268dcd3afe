package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class RunClockTest {
  private static final long WORK_NANOS = 50_000_000;
  private static final double WORK_SECONDS = WORK_NANOS / 1e9;

  /** Takes at least {@link #WORK_NANOS}. */
  private static boolean work() {
    long from = System.nanoTime();
    while (System.nanoTime() - from < WORK_NANOS) {
      LockSupport.parkNanos(WORK_NANOS / 10);
    }
    return true;
  }

  @Test
  void itGoesOnWhereAnInterruptedRunStopped() {
    RunClock clock = new RunClock(1000, 250);

    assertThat(clock.wallSeconds()).isBetween(1000.0, 1100.0);
    assertThat(clock.waitSeconds()).isEqualTo(250);
    assertThat(clock.waitShare()).isEqualTo(0.25, within(0.03));
  }

  @Test
  void workOutsideALapIsPartOfTheRunButNotOfTheSpeed() {
    RunClock clock = new RunClock(0, 0);
    clock.stepped(10);
    clock.outsideLap(RunClockTest::work);

    double secondsPerStep = clock.secondsPerStep();
    double imagesPerSecond = clock.imagesPerSecond().orElseThrow();
    double wallSeconds = clock.wallSeconds(); // read last, so never less than the lap and the work
    assertThat(secondsPerStep + WORK_SECONDS).isLessThanOrEqualTo(wallSeconds);
    assertThat(10 / imagesPerSecond + WORK_SECONDS).isLessThanOrEqualTo(wallSeconds);
  }

  @Test
  void workOutsideTheRunIsPartOfNeither() {
    long from = System.nanoTime();
    RunClock clock = new RunClock(0, 0);
    clock.stepped(10);
    clock.outsideRun(RunClockTest::work);

    double most = clock.wallSeconds() + WORK_SECONDS;
    assertThat(most).isLessThanOrEqualTo((System.nanoTime() - from) / 1e9);
  }

  @Test
  void aLapWithoutAStepHasNoSpeed() {
    RunClock clock = new RunClock(0, 0);
    clock.stepped(10);
    clock.startLap();

    assertThat(clock.imagesPerSecond()).isEmpty();
    assertThat(clock.secondsPerStep()).isZero();
  }
}
