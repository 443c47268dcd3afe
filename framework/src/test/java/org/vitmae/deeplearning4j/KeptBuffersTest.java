package org.vitmae.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.factory.Nd4j;

final class KeptBuffersTest {
  @Test
  void nothingIsFreedBeforeTheComputationEnds() throws InterruptedException {
    KeptBuffers buffers = KeptBuffers.ofNd4j();

    WeakReference<DataBuffer> forgotten =
        buffers.during(
            () -> {
              WeakReference<DataBuffer> buffer = new WeakReference<>(Nd4j.zeros(100).data());
              System.gc();
              assertThat(buffer.refersTo(null)).isFalse();
              return buffer;
            });

    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!forgotten.refersTo(null) && System.nanoTime() < deadline) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(forgotten.refersTo(null)).isTrue();
  }

  @Test
  void nd4jHasOneOfThem() {
    assertThat(KeptBuffers.ofNd4j()).isSameAs(Nd4j.getDeallocatorService());
  }
}
