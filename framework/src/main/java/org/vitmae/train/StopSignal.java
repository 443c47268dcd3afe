package org.vitmae.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks training to stop cleanly: the current step is finished and a checkpoint written.
 *
 * <p>With {@link #onTermination} the request comes from Ctrl-C (SIGINT) or SIGTERM:
 *
 * <pre>{@code
 * try (StopSignal stop = StopSignal.onTermination()) {
 *   RunOutcome outcome = new TrainingLoop(..., stop).run();
 *   // note the outcome; the process ends after this block
 * }
 * }</pre>
 */
public final class StopSignal implements AutoCloseable {
  private static final long POLL_MILLIS = 100;
  private static final int HALT_STATUS = 130;

  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean requested;

  /** Creates a signal that only {@link #request} raises. */
  public StopSignal() {}

  /**
   * Creates a signal that is raised when the process is told to end, and that keeps the process
   * alive until it is closed. A second Ctrl-C or SIGTERM ends the process at once, without a
   * checkpoint. Do not call {@link System#exit} before closing it: it would wait forever.
   */
  public static StopSignal onTermination() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::holdShutdown, "finish-training"));
    return signal;
  }

  /** Asks for the stop; may be called from any thread, any number of times. */
  public void request() {
    requested = true;
  }

  /** Tells whether a stop was asked for. */
  public boolean requested() {
    return requested;
  }

  /** Lets a process that was told to end do so. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void holdShutdown() {
    request();
    try {
      while (!closed.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        if (signalsReceived() > 1) {
          Runtime.getRuntime().halt(HALT_STATUS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Counts the threads in which the JVM handles signals. Each stays alive until shutdown is over;
   * the supported API offers no other way to notice a second signal during shutdown. Should a JVM
   * name them differently, only the second signal's effect is lost.
   */
  private static long signalsReceived() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.equals("SIGINT handler") || name.equals("SIGTERM handler"))
        .count();
  }
}
