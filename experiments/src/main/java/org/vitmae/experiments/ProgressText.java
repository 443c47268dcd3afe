package org.vitmae.experiments;

import java.time.Duration;
import java.util.Locale;
import org.vitmae.train.ProgressUpdate;

/** Progress in words. */
final class ProgressText {
  private ProgressText() {}

  /** Returns everything there is to say. */
  static String full(ProgressUpdate update) {
    return "step %d/%d, %s, %s left"
        .formatted(update.step(), update.steps(), measures(update), clock(left(update)));
  }

  /** Returns what a bar does not show by itself. */
  static String measures(ProgressUpdate update) {
    return String.format(
        Locale.ROOT,
        "epoch %.2f/%d, loss %.4f, lr %.2e, %.0f images/s, waiting %.0f %%, %.0f MB",
        update.epoch(),
        update.epochs(),
        update.loss(),
        update.learningRate(),
        update.imagesPerSecond(),
        100 * update.waitShare(),
        update.memoryBytes() / 1e6);
  }

  static Duration left(ProgressUpdate update) {
    return Duration.ofSeconds(Math.round(update.secondsLeft()));
  }

  /** Returns hours, minutes and seconds. */
  static String clock(Duration duration) {
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        duration.toHours(),
        duration.toMinutesPart(),
        duration.toSecondsPart());
  }
}
