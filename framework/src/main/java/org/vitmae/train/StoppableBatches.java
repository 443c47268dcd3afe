package org.vitmae.train;

import java.util.Iterator;
import org.vitmae.data.Batch;
import org.vitmae.data.BatchStream;

/** Batches of a validation that break it off when a stop is asked for. */
final class StoppableBatches implements Iterator<Batch> {
  private final BatchStream stream;
  private final StopSignal stop;

  StoppableBatches(BatchStream stream, StopSignal stop) {
    this.stream = stream;
    this.stop = stop;
  }

  /**
   * Tells whether there is another batch.
   *
   * @throws Stopped if there is, but a stop was asked for
   */
  @Override
  public boolean hasNext() {
    boolean more = stream.hasNext();
    if (more && stop.requested()) {
      throw new Stopped();
    }
    return more;
  }

  @Override
  public Batch next() {
    return stream.next();
  }

  /** Leads out of a learner's evaluation: it must not judge by the batches seen so far. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Stopped() {
      super("stopped during a validation", null, false, false);
    }
  }
}
