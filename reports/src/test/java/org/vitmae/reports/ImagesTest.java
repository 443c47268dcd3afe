package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImagesTest {
  private static final int RESAMPLES = 1000;
  private static final int IMAGES = 40;
  private static final int TRIALS = 100;

  @Test
  void recordedDrawsOfAMeanSayWhatScoresSay() {
    double[][] scores = Sampled.scores(new Random(11), 3, 60, 0.05, 0.5, 0.5);
    List<Outcome> scored = Sampled.outcomes(scores);
    List<Outcome> recorded = Arrays.stream(scores).map(ImagesTest::recorded).toList();

    Interval expected = Interval.of(scored).orElseThrow();
    Interval interval = Interval.of(recorded).orElseThrow();
    double width = expected.high() - expected.low();

    assertThat(interval.low()).isCloseTo(expected.low(), within(0.04 * width));
    assertThat(interval.high()).isCloseTo(expected.high(), within(0.04 * width));
    assertThat(PairedTest.pValue(recorded).orElseThrow())
        .isCloseTo(PairedTest.pValue(scored).orElseThrow(), within(0.02));
    assertThat(recorded.get(0).images().orElseThrow().variance())
        .isCloseTo(
            scored.get(0).images().orElseThrow().variance(),
            within(0.1 * scored.get(0).images().orElseThrow().variance()));
  }

  @Test
  void whatAllDrawsFavorAlikeIsTakenOff() {
    double[] recorded = IntStream.range(0, 100).mapToDouble(r -> 0.7 + 0.001 * r).toArray();

    Images images = Images.ofRecorded(0, 50, 0.6, recorded);

    assertThat(Deviation.of(images.resampled()).mean()).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void recordedDrawsVaryLessThanTheImagesThemselves() {
    Images images = Images.ofRecorded(0, 5, 0.6, new double[] {0.5, 0.7, 0.6});

    // The draws' own variance is 0.01.
    assertThat(images.variance()).isCloseTo(0.01 * 5 / 4, within(1e-12));
  }

  @Test
  void intervalsOfAveragePrecisionHoldTheTruth() {
    double truth = Found.in(new Random(1), 20_000, 0).averagePrecision();
    Random random = new Random(2);
    int held = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Interval interval = Interval.of(List.of(Found.in(random, IMAGES, 0).outcome())).orElseThrow();
      held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }

    // 2,000 trials gave 0.93, as 40 images are few; of 100, the standard deviation is 2.5.
    assertThat(held).isBetween(87, TRIALS);
  }

  @Test
  void findsADifferenceOfAveragePrecisionWhereThereIsNoneInAboutOneOfTwentyCases() {
    Random random = new Random(4);
    int found = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      List<Outcome> differences = new ArrayList<>();
      for (int seed = 0; seed < 3; seed++) {
        Outcome own = Found.in(random, IMAGES, 0.1 * random.nextGaussian()).outcome();
        Outcome other = Found.in(random, IMAGES, 0.1 * random.nextGaussian()).outcome();
        differences.add(own.minus(other));
      }
      found += PairedTest.pValue(differences).orElseThrow() < 0.05 ? 1 : 0;
    }

    // 2,000 trials gave 0.05; of 100, the standard deviation is 2.2.
    assertThat(found).isBetween(0, 11);
  }

  private static Outcome recorded(double[] scores) {
    double[] means =
        onDraws(
            scores.length,
            times -> {
              double sum = 0;
              for (int i = 0; i < scores.length; i++) {
                sum += times[i] * scores[i];
              }
              return sum / scores.length;
            });
    double value = Deviation.of(scores).mean();
    return new Outcome(value, Optional.of(Images.ofRecorded(0, scores.length, value, means)));
  }

  /**
   * Returns a metric on draws of images that are the same for all, told how often each is drawn.
   */
  private static double[] onDraws(int images, ToDoubleFunction<int[]> metric) {
    return IntStream.range(0, RESAMPLES)
        .mapToDouble(
            draw -> metric.applyAsDouble(ImageBootstrap.times(images, new SplittableRandom(draw))))
        .toArray();
  }

  /** What was found in images of three objects each, best first; some images are easier. */
  private record Found(int images, int[] image, boolean[] right) {
    private static final int OBJECTS = 3;

    static Found in(Random random, int images, double skill) {
      record One(int image, boolean right, double score) {}
      List<One> all = new ArrayList<>();
      for (int image = 0; image < images; image++) {
        double ease = 0.6 + 0.2 * random.nextGaussian() + skill;
        for (int k = 0; k < OBJECTS; k++) {
          boolean right = random.nextDouble() < ease;
          all.add(new One(image, right, (right ? 0.7 : 0) + random.nextGaussian()));
        }
      }
      all.sort(Comparator.comparingDouble(One::score).reversed());
      boolean[] right = new boolean[all.size()];
      for (int i = 0; i < right.length; i++) {
        right[i] = all.get(i).right();
      }
      return new Found(images, all.stream().mapToInt(One::image).toArray(), right);
    }

    Outcome outcome() {
      double value = averagePrecision();
      double[] drawn = onDraws(images, this::averagePrecision);
      return new Outcome(value, Optional.of(Images.ofRecorded(0, images, value, drawn)));
    }

    double averagePrecision() {
      int[] once = new int[images];
      Arrays.fill(once, 1);
      return averagePrecision(once);
    }

    /** Returns the mean over 101 recalls of the best precision from there on, as COCO takes it. */
    private double averagePrecision(int[] times) {
      double[] best = new double[101];
      int hits = 0;
      int all = 0;
      for (int i = 0; i < image.length; i++) {
        all += times[image[i]];
        hits += right[i] ? times[image[i]] : 0;
        int reached = 100 * hits / (OBJECTS * images);
        best[reached] = Math.max(best[reached], hits / Math.max(1.0, all));
      }
      for (int r = best.length - 2; r >= 0; r--) {
        best[r] = Math.max(best[r], best[r + 1]);
      }
      return Arrays.stream(best).average().orElseThrow();
    }
  }
}
