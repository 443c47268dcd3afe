package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vitmae.train.ProgressUpdate;

class ProgressTest {
  private final Console console = new Console();
  private long seconds;

  private ProgressLines lines() {
    return new ProgressLines("cell", console.writer(), () -> seconds * 1_000_000_000L);
  }

  private static ProgressUpdate at(long step) {
    return new ProgressUpdate(
        step, 600, step / 60.0, 10, 0.4321, 1.5e-4, 512.4, 3725, 0.021, 812_000_000);
  }

  @Test
  void lineSaysEverything() {
    lines().onStep(at(120));
    assertThat(console.out().strip())
        .isEqualTo(
            "cell: step 120/600, epoch 2.00/10, loss 0.4321, lr 1.50e-04, 512 images/s,"
                + " waiting 2 %, 812 MB, 1:02:05 left");
  }

  @Test
  void linesAreTenSecondsApart() {
    ProgressLines lines = lines();
    for (seconds = 0; seconds < 25; seconds++) {
      lines.onStep(at(seconds + 1));
    }
    assertThat(console.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("step 1/600"),
            line -> assertThat(line).contains("step 11/600"),
            line -> assertThat(line).contains("step 21/600"));
  }

  @Test
  void eventIsShownAtOnceAfterWhatLedToIt() {
    ProgressLines lines = lines();
    lines.onStep(at(1));
    lines.onStep(at(2));
    lines.onEvent("Validation after epoch 1");
    assertThat(console.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("step 1/600"),
            line -> assertThat(line).contains("step 2/600"),
            line -> assertThat(line).isEqualTo("cell: Validation after epoch 1"));
  }

  @Test
  void lastUpdateIsNotLost() {
    ProgressLines lines = lines();
    lines.onStep(at(1));
    lines.onStep(at(2));
    lines.close();
    lines.close();
    assertThat(console.out().lines()).hasSize(2).last().asString().contains("step 2/600");
  }

  @Test
  void barEndsOnALineOfItsOwn() {
    TerminalBar bar = new TerminalBar("cell", console.writer());
    bar.onStep(at(1));
    bar.onEvent("Validation after epoch 1");
    bar.onStep(at(2));
    bar.close();
    assertThat(console.out())
        .contains("cell: Validation after epoch 1" + System.lineSeparator())
        .contains("2/600")
        .endsWith(System.lineSeparator());
  }

  @Test
  void barThatNeverBeganShowsNothing() {
    new TerminalBar("cell", console.writer()).close();
    assertThat(console.out()).isEmpty();
  }
}
