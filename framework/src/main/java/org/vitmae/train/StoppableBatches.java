package org.vitmae.train;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.vitmae.data.Batch;
import org.vitmae.data.BatchStream;

/**
 * Batches of a validation that end early when a stop is asked for, but not before the first, since
 * nothing can be computed from none.
 */
final class StoppableBatches implements Iterator<Batch> {
  private final BatchStream stream;
  private final StopSignal stop;
  private boolean started;
  private boolean cutShort;

  StoppableBatches(BatchStream stream, StopSignal stop) {
    this.stream = stream;
    this.stop = stop;
  }

  @Override
  public boolean hasNext() {
    boolean more = stream.hasNext();
    cutShort |= more && started && stop.requested();
    return more && !cutShort;
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    started = true;
    return stream.next();
  }

  boolean cutShort() {
    return cutShort;
  }
}
