package org.vitmae.detection.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.data.Draws;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/**
 * Measures the operators that every detection step waits for; docs/benchmarks.md quotes it. One
 * thread and its own processor time, so that a busy machine does not matter much.
 */
@Tag("slow")
class OperatorSpeedTest {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final int REGIONS = 1000;
  private static final int POSITIVE = 128;
  private static final int IMAGE = 1024;
  private static final int REPEATS = 9;

  @BeforeAll
  static void threads() {
    ComputeThreads.configure(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 0})
  void aThousandRegionsArePooledInUnderASecond(int samplingRatio) {
    assumeTrue(
        System.getenv("MALLOC_TRIM_THRESHOLD_") != null,
        "without the memory settings of bin/vitmae this measures how pages are fetched");
    try (Scope scope = new Scope()) {
      List<Tensor> levels = List.of(map(256), map(128), map(64), map(32));
      levels.forEach(map -> map.set_requires_grad(true));
      Rois rois = new Rois(new int[REGIONS], boxes());
      MultiScaleRoiAlign align = MultiScaleRoiAlign.of(7, samplingRatio);
      ImageSize image = new ImageSize(IMAGE, IMAGE);

      double forward = median(() -> align.apply(levels, image, rois));
      double both = median(() -> align.apply(levels, image, rois).sum().backward());

      System.out.printf(
          "RoIAlign, sampling ratio %d: %.0f ms forward, %.0f ms with backward%n",
          samplingRatio, forward, both);
      assertThat(both).isLessThan(1000);
    }
  }

  @Test
  void aThousandBoxesAreSuppressedInUnderATenthOfASecond() {
    float[] boxes = boxes();
    float[] scores = new float[REGIONS];
    RandomGenerator random = Draws.of(2, "scores", 0, 0);
    for (int i = 0; i < REGIONS; i++) {
      scores[i] = random.nextFloat();
    }
    NonMaximumSuppression suppression = new NonMaximumSuppression(0.7f);

    double millis = median(() -> suppression.keep(boxes, scores, new int[REGIONS], REGIONS));

    System.out.printf("NMS: %.2f ms%n", millis);
    assertThat(millis).isLessThan(100);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 256, 1000})
  void masksAreCutInUnderASecond(int side) {
    float[] boxes = new float[4 * POSITIVE];
    for (int i = 0; i < POSITIVE; i++) {
      boxes[4 * i] = i % 24 + 0.3f;
      boxes[4 * i + 1] = i % 23 + 0.6f;
      boxes[4 * i + 2] = boxes[4 * i] + side;
      boxes[4 * i + 3] = boxes[4 * i + 1] + side;
    }
    Rois rois = new Rois(new int[POSITIVE], boxes);
    try (Scope scope = new Scope()) {
      ObjectMasks mask = new ObjectMasks(IMAGE, IMAGE, new byte[IMAGE * IMAGE]);

      // In a pool of one thread, so that its time is all of the time.
      double millis = new ForkJoinPool(1).submit(() -> median(() -> mask.cut(rois, 28))).join();

      System.out.printf("%d masks of %d pixels: %.1f ms%n", POSITIVE, side, millis);
      assertThat(millis).isLessThan(1000);
    }
  }

  private static double median(Runnable action) {
    double[] millis = new double[REPEATS];
    for (int i = -REPEATS; i < REPEATS; i++) { // the first half warms up
      long start = CLOCK.getCurrentThreadCpuTime();
      try (Scope scope = new Scope()) {
        action.run();
      }
      millis[Math.max(0, i)] = (CLOCK.getCurrentThreadCpuTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    return millis[REPEATS / 2];
  }

  /** Sides from 16 to about 500 pixels, small ones more often. */
  private static float[] boxes() {
    RandomGenerator random = Draws.of(1, "boxes", 0, 0);
    float[] boxes = new float[4 * REGIONS];
    for (int i = 0; i < REGIONS; i++) {
      float width = (float) (16 * Math.pow(32, random.nextDouble()));
      float height = (float) (16 * Math.pow(32, random.nextDouble()));
      boxes[4 * i] = random.nextFloat(IMAGE - width);
      boxes[4 * i + 1] = random.nextFloat(IMAGE - height);
      boxes[4 * i + 2] = boxes[4 * i] + width;
      boxes[4 * i + 3] = boxes[4 * i + 1] + height;
    }
    return boxes;
  }

  private static Tensor map(int side) {
    return Tensors.of(new float[256 * side * side], Device.CPU, 1, 256, side, side);
  }
}
