package org.vitmae.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The batches of one epoch, made by workers ahead of the one who takes them; a few are kept ready.
 * To be used by one thread and once. What goes wrong in a worker is thrown to the user of the
 * stream.
 */
public final class PrefetchedBatches implements BatchStream, Iterable<Batch> {
  private static final Logger LOG = LoggerFactory.getLogger(PrefetchedBatches.class);

  /** Examples per task: enough to hide the cost of a task, few enough to share a batch out. */
  private static final int TASK_EXAMPLES = 8;

  private static final int BATCHES_AHEAD = 2;

  private final EpochOrder order;
  private final LoaderOptions options;
  private final int lastBatch;
  private final ExecutorService workers;
  private final Queue<CompletableFuture<Optional<Batch>>> ahead = new ArrayDeque<>();
  private int nextBatch;
  private long waitNanos;
  private Optional<Batch> upcoming = Optional.empty();
  private volatile boolean closed;

  PrefetchedBatches(EpochOrder order, LoaderOptions options, int firstBatch, int lastBatch) {
    this.order = order;
    this.options = options;
    this.nextBatch = firstBatch;
    this.lastBatch = lastBatch;
    AtomicInteger number = new AtomicInteger();
    this.workers =
        Executors.newFixedThreadPool(
            options.workers(),
            task -> {
              Thread thread = new Thread(task, "data-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    submitAhead();
  }

  /** Returns this stream. */
  @Override
  public Iterator<Batch> iterator() {
    return this;
  }

  /**
   * Waits until the next batch is ready, or there is none.
   *
   * @throws DataException if an example is damaged and may not be skipped
   * @throws CancellationException if the thread is interrupted meanwhile, and stays so
   */
  @Override
  public boolean hasNext() {
    while (upcoming.isEmpty() && !ahead.isEmpty() && !closed) {
      upcoming = await(ahead.remove());
      submitAhead();
    }
    if (upcoming.isEmpty()) {
      close();
    }
    return upcoming.isPresent();
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch has no more batches");
    }
    Batch batch = upcoming.orElseThrow();
    upcoming = Optional.empty();
    return batch;
  }

  private Optional<Batch> await(CompletableFuture<Optional<Batch>> pending) {
    long start = System.nanoTime();
    try {
      return pending.get();
    } catch (ExecutionException e) {
      close();
      Throwable cause = e.getCause();
      while (cause instanceof CompletionException && cause.getCause() != null) {
        cause = cause.getCause();
      }
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      if (cause instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException("workers throw unchecked exceptions only", cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // first, so that closing does not wait for the workers
      close();
      throw new CancellationException("interrupted while waiting for data");
    } finally {
      waitNanos += System.nanoTime() - start;
    }
  }

  /** Keeps so many batches under way that every worker has something to do. */
  private void submitAhead() {
    int tasks = (options.batchSize() + TASK_EXAMPLES - 1) / TASK_EXAMPLES;
    int wanted = Math.max(BATCHES_AHEAD, 1 + 2 * options.workers() / tasks);
    while (ahead.size() < wanted && nextBatch < lastBatch && !closed) {
      ahead.add(submit(nextBatch++));
    }
  }

  private CompletableFuture<Optional<Batch>> submit(int batch) {
    int first = batch * options.batchSize();
    int end = (int) Math.min((long) first + options.batchSize(), order.order().length);
    List<CompletableFuture<List<Sample>>> parts = new ArrayList<>();
    for (int from = first; from < end; from += TASK_EXAMPLES) {
      int start = from;
      int stop = Math.min(end, from + TASK_EXAMPLES);
      parts.add(
          CompletableFuture.supplyAsync(() -> order.read(start, stop, () -> closed), workers));
    }
    // The worker that finishes the last part puts the batch together.
    return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
        .handle(
            (done, failure) -> {
              // Joined in order, so that of several failures the first one in the epoch is thrown.
              List<Sample> samples = parts.stream().flatMap(part -> part.join().stream()).toList();
              return BatchAssembly.of(samples, options.batchSize(), order.epoch());
            });
  }

  @Override
  public long waitNanos() {
    return waitNanos;
  }

  /** Stops the workers and waits for the examples in their hands. */
  @Override
  public void close() {
    closed = true;
    ahead.clear();
    // No interrupt: it would close the file channels that other readers share.
    workers.shutdown();
    try {
      if (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.warn(
            "An example is still being read after a minute; that fails if its data is closed now.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
