package org.vitmae.segmentation.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitmae.data.Draws;
import org.vitmae.image.Image;

/**
 * Measures what windows cost beside the model; docs/benchmarks.md quotes it. One thread and its own
 * processor time, so that a busy machine does not matter much.
 */
@Tag("slow")
class SlidingWindowSpeedTest {
  private static final Logger LOG = LoggerFactory.getLogger(SlidingWindowSpeedTest.class);
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final int SIDE = 512;

  @ParameterizedTest
  @CsvSource({"2, 4000", "2, 1024", "150, 1024"})
  void windowsCostLittleBesideTheModel(int classes, int side) {
    RandomGenerator random = Draws.of(1, "test", 0, 0);
    float[] scores = new float[16 * 2 * SIDE * SIDE];
    if (classes > 2) {
      scores = new float[classes * SIDE * SIDE];
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextFloat();
    }
    Image image = new Image(side, side, 1, new byte[side * side]);
    for (Windows windows :
        List.of(
            Windows.over(1 / 3.0).withSize(SIDE),
            Windows.over(1 / 3.0).withSize(SIDE).withScales(List.of(0.75)))) {
      double best = Double.MAX_VALUE;
      int[] count = new int[1];
      for (int i = 0; i < 3; i++) {
        count[0] = 0;
        float[] constant = scores;
        long start = CLOCK.getCurrentThreadCpuTime();
        windows
            .sliding(classes)
            .of(
                image,
                side,
                side,
                (pixels, n) -> {
                  count[0] += n;
                  return constant;
                });
        best = Math.min(best, (CLOCK.getCurrentThreadCpuTime() - start) / 1e6);
      }
      LOG.warn(
          "{} classes, {} x {}, scales {}: {} ms, {} per window",
          classes,
          side,
          side,
          windows.scales(),
          Math.round(best),
          Math.round(best / count[0]));
      assertThat(best / count[0]).isLessThan(classes > 2 ? 3000 : 100);
    }
  }
}
