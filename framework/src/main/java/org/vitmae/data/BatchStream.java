package org.vitmae.data;

import java.util.Iterator;

/** The batches of one epoch, in order. Used by one thread, closed early when a run is stopped. */
public interface BatchStream extends Iterator<Batch>, AutoCloseable {
  /** Returns how long {@link #next} and {@link #hasNext} have kept their caller waiting so far. */
  long waitNanos();

  /** Stops the work ahead of the reader. */
  @Override
  void close();
}
