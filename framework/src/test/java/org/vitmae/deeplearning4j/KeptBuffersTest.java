package org.vitmae.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.factory.Nd4j;

final class KeptBuffersTest {
  @Test
  void nothingIsFreedBeforeTheComputationEnds() {
    KeptBuffers buffers = KeptBuffers.ofNd4j();

    WeakReference<DataBuffer> forgotten =
        buffers.during(
            () -> {
              WeakReference<DataBuffer> buffer = new WeakReference<>(Nd4j.zeros(100).data());
              System.gc();
              assertThat(buffer.refersTo(null)).isFalse();
              return buffer;
            });

    assertForgotten(forgotten);
  }

  /** Threads that take turns never leave a moment in which nothing computes. */
  @Test
  void whatOneThreadMadeDoesNotWaitForTheNextComputation() throws Exception {
    KeptBuffers buffers = KeptBuffers.ofNd4j();
    CountDownLatch nextHasBegun = new CountDownLatch(1);
    CompletableFuture<WeakReference<DataBuffer>> made = new CompletableFuture<>();
    CompletableFuture<Boolean> first =
        CompletableFuture.supplyAsync(
            () ->
                buffers.during(
                    () -> {
                      made.complete(new WeakReference<>(Nd4j.zeros(100).data()));
                      return await(nextHasBegun);
                    }));
    WeakReference<DataBuffer> forgotten = made.get();

    buffers.during(
        () -> {
          nextHasBegun.countDown();
          first.join();
          assertForgotten(forgotten);
          return true;
        });
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertForgotten(WeakReference<DataBuffer> forgotten) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!forgotten.refersTo(null) && System.nanoTime() < deadline) {
      System.gc();
    }
    assertThat(forgotten.refersTo(null)).isTrue();
  }

  @Test
  void nd4jHasOneOfThem() {
    assertThat(KeptBuffers.ofNd4j()).isSameAs(Nd4j.getDeallocatorService());
  }
}
