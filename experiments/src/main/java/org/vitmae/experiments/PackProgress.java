package org.vitmae.experiments;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.vitmae.data.Packing;

/** How far packing has come, as a line at most every ten seconds, and one for the end. */
final class PackProgress implements Consumer<Packing.Progress> {
  private static final long INTERVAL_NANOS = 10_000_000_000L;

  private final String title;
  private final PrintWriter out;
  private final LongSupplier nanoTime;
  private final long beginNanos;
  private long lastNanos;
  private int packed;

  PackProgress(String title, PrintWriter out, LongSupplier nanoTime) {
    this.title = title;
    this.out = out;
    this.nanoTime = nanoTime;
    this.beginNanos = nanoTime.getAsLong();
    this.lastNanos = beginNanos;
  }

  @Override
  public void accept(Packing.Progress progress) {
    packed++;
    long now = nanoTime.getAsLong();
    if (now - lastNanos >= INTERVAL_NANOS || progress.images() == progress.sourceImages()) {
      lastNanos = now;
      print(progress, packed * 1e9 / Math.max(1, now - beginNanos));
    }
  }

  private void print(Packing.Progress progress, double imagesPerSecond) {
    int left = progress.sourceImages() - progress.images();
    out.printf(
        "%s: %d/%d images, %.0f images/s, %s left%n",
        title,
        progress.images(),
        progress.sourceImages(),
        imagesPerSecond,
        ProgressText.clock(Duration.ofSeconds(Math.round(left / imagesPerSecond))));
    out.flush();
  }
}
