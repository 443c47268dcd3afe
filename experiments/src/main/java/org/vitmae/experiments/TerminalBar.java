package org.vitmae.experiments;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.vitmae.train.Progress;
import org.vitmae.train.ProgressUpdate;

/** Progress as a bar that is drawn over and over on one line of a terminal. */
final class TerminalBar implements Progress {
  /** Moves to the line's start and clears the line (ECMA-48, EL). */
  private static final String CLEAR = "\r\u001b[K";

  private final String title;
  private final PrintWriter out;
  private Optional<ProgressBar> bar = Optional.empty();

  /** Read by the bar's own thread. */
  private volatile Duration left = Duration.ZERO;

  TerminalBar(String title, PrintWriter out) {
    this.title = title;
    this.out = out;
  }

  @Override
  public void onStep(ProgressUpdate update) {
    left = ProgressText.left(update);
    ProgressBar shown = bar.orElseGet(() -> open(update.steps()));
    shown.stepTo(update.step());
    shown.setExtraMessage(ProgressText.measures(update));
  }

  private ProgressBar open(long steps) {
    ProgressBar opened =
        new ProgressBarBuilder()
            .setTaskName(title)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setEtaFunction(state -> Optional.of(left))
            .setConsumer(new DelegatingProgressBarConsumer(this::draw))
            .build();
    bar = Optional.of(opened);
    return opened;
  }

  @Override
  public void onEvent(String sentence) {
    out.println(CLEAR + title + ": " + sentence);
    out.flush();
  }

  @Override
  public void close() {
    bar.ifPresent(
        shown -> {
          shown.close();
          out.println();
          out.flush();
        });
    bar = Optional.empty();
  }

  private void draw(String line) {
    out.print(CLEAR + line);
    out.flush();
  }
}
