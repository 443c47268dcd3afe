package org.vitmae.experiments;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.vitmae.train.Progress;
import org.vitmae.train.ProgressUpdate;

/** Progress as plain lines, at most one every ten seconds, and one for every event. */
final class ProgressLines implements Progress {
  private static final long INTERVAL_NANOS = 10_000_000_000L;

  private final String title;
  private final PrintWriter out;
  private final LongSupplier nanoTime;
  private long lastNanos;
  private Optional<ProgressUpdate> pending = Optional.empty();

  ProgressLines(String title, PrintWriter out, LongSupplier nanoTime) {
    this.title = title;
    this.out = out;
    this.nanoTime = nanoTime;
    this.lastNanos = nanoTime.getAsLong() - INTERVAL_NANOS;
  }

  @Override
  public void onStep(ProgressUpdate update) {
    pending = Optional.of(update);
    if (nanoTime.getAsLong() - lastNanos >= INTERVAL_NANOS) {
      printPending();
    }
  }

  @Override
  public void onEvent(String sentence) {
    printPending();
    print(sentence);
  }

  @Override
  public void close() {
    printPending();
  }

  private void printPending() {
    if (pending.isPresent()) {
      print(ProgressText.full(pending.get()));
      pending = Optional.empty();
      lastNanos = nanoTime.getAsLong();
    }
  }

  private void print(String text) {
    out.println(title + ": " + text);
    out.flush();
  }
}
