package org.vitmae.detection.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.vitmae.data.Draws;

/**
 * 5 000 images of 640 x 480, 7 objects and 100 detections each, 80 categories: COCO's size. What
 * counts is the thread's own time, which other work on the machine does not change.
 */
@Tag("slow")
class EvaluationSpeedTest {
  private static final int IMAGES = 5000;
  private static final int OBJECTS = 7;
  private static final int DETECTIONS = 100;
  private static final int CATEGORIES = 80;
  private static final int RESAMPLES = 1000;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void fiveThousandImagesTakeLessThanTenSecondsOfOneCore() {
    List<Truth> truths = new ArrayList<>();
    List<Detection> detections = new ArrayList<>();
    for (int image = 0; image < IMAGES; image++) {
      addImage(image, CATEGORIES, DETECTIONS, truths, detections, Draws.of(1, "speed", 0, image));
    }

    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    CocoEvaluation evaluation =
        CocoEvaluation.of(LongStream.range(0, CATEGORIES).boxed().toList(), truths, detections);
    Duration taken = Duration.ofNanos(clock.getCurrentThreadCpuTime() - start);

    LoggerFactory.getLogger(getClass())
        .info("{} detections evaluated in {} ms", detections.size(), taken.toMillis());
    assertThat(evaluation.figures().get("AP")).isBetween(0.05, 0.95);
    assertThat(taken).isLessThan(LIMIT);
  }

  /** The second line is COCO's size. */
  @ParameterizedTest
  @CsvSource({"72, 3, 300, 5", "5000, 80, 100, 60"})
  void aThousandResamplesTakeSeconds(int images, int categories, int perImage, int seconds) {
    List<Truth> truths = new ArrayList<>();
    List<Detection> detections = new ArrayList<>();
    SortedSet<Long> ids = new TreeSet<>();
    for (int image = 0; image < images; image++) {
      ids.add((long) image);
      addImage(image, categories, perImage, truths, detections, Draws.of(1, "speed", 0, image));
    }
    int[] once = new int[images];
    Arrays.fill(once, 1);

    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    CocoResamples resamples =
        CocoResamples.of(LongStream.range(0, categories).boxed().toList(), ids, truths, detections);
    double least = 1;
    for (int r = 0; r < RESAMPLES; r++) {
      least = Math.min(least, resamples.averagePrecision(once));
    }
    Duration taken = Duration.ofNanos(clock.getCurrentThreadCpuTime() - start);

    LoggerFactory.getLogger(getClass())
        .info("{} resamples of {} images in {} ms", RESAMPLES, images, taken.toMillis());
    assertThat(least).isBetween(0.05, 0.95);
    assertThat(taken).isLessThan(Duration.ofSeconds(seconds));
  }

  /** Each object is found about where it is, all other detections lie anywhere. */
  private static void addImage(
      int image,
      int categories,
      int perImage,
      List<Truth> truths,
      List<Detection> detections,
      RandomGenerator random) {
    for (int i = 0; i < perImage; i++) {
      long category = random.nextInt(categories);
      BoxRegion box =
          new BoxRegion(at(random, 540), at(random, 380), at(random, 200), at(random, 200));
      if (i < OBJECTS) {
        truths.add(new Truth(image, category, box, box.area(), random.nextInt(50) == 0, false));
        box =
            new BoxRegion(
                box.x() + at(random, 8), box.y() + at(random, 8), box.width(), box.height());
      }
      double score = random.nextDouble() + (i < OBJECTS ? 0.5 : 0);
      detections.add(new Detection(image, category, score, box));
    }
  }

  private static double at(RandomGenerator random, double limit) {
    return 1 + random.nextDouble() * limit;
  }
}
