package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.vitmae.data.Batch;
import org.vitmae.model.TinyMae;
import org.vitmae.tensor.Precision;

/** Checks that training does not hold on to native memory. */
class NativeMemoryTest {
  private static final int IMAGES = 512;
  private static final Batch BATCH = TinyMae.batch(TinyPretraining.GRID, 0, 0, IMAGES);

  @Test
  void everyStepFreesAllNativeObjectsItMakes() {
    try (TinyPretraining tiny = TinyPretraining.of(1, 0.9, Precision.BF16)) {
      round(tiny, 2);
      long before = Pointer.totalCount();
      round(tiny, 3);
      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }
  }

  @Test
  void closingFreesAllNativeObjects() {
    TinyPretraining.of(1, 0.9, Precision.FP32).close();
    long before = Pointer.totalCount();
    try (TinyPretraining tiny = TinyPretraining.of(1, 0.9, Precision.FP32)) {
      round(tiny, 1);
    }
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  @Test
  void residentMemoryIsFlat() {
    assumeTrue(
        Files.isReadable(Path.of("/proc/self/status")),
        "this system does not tell how much memory is resident");
    try (TinyPretraining tiny = TinyPretraining.of(1, 0.9, Precision.BF16)) {
      round(tiny, 20);
      System.gc();
      long before = ResidentMemory.currentBytes();
      round(tiny, 40);
      System.gc();
      // Holding on to the activations of each step would take hundreds of megabytes.
      assertThat(ResidentMemory.currentBytes() - before).isLessThan(24L << 20);
    }
  }

  private static void round(TinyPretraining tiny, int steps) {
    for (int step = 0; step < steps; step++) {
      tiny.learner().step(List.of(BATCH), 1e-3);
    }
    tiny.learner().takeLosses();
    tiny.learner().evaluate(List.of(BATCH));
  }
}
