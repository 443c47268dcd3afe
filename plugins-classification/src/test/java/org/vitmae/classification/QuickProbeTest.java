package org.vitmae.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vitmae.config.ConfigException;
import org.vitmae.data.Annotation;
import org.vitmae.data.Draws;
import org.vitmae.plugin.OnlineProbe.Features;
import org.vitmae.tensor.Device;

class QuickProbeTest {
  /** Two classes whose means lie {@code distance} deviations apart. */
  private static Features clouds(double distance, long seed) {
    RandomGenerator random = Draws.of(seed, "clouds", 0, 0);
    float[] values = new float[200 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() + (i / 4 % 2 == 0 ? -distance : distance) / 2);
    }
    return new Features(
        4, values, IntStream.range(0, 200).mapToObj(n -> Annotation.ofClass(n % 2)).toList());
  }

  private static Map<String, Double> judge(double distance) {
    return new QuickProbe().judge(clouds(distance, 1), clouds(distance, 2), 2, Device.CPU);
  }

  @Test
  void tellsFeaturesThatSeparateFromThoseThatDoNot() {
    assertThat(judge(4)).containsOnlyKeys("probe_top1", "knn_top1");
    assertThat(judge(4).values()).allMatch(top1 -> top1 > 0.95);
    assertThat(judge(0).values()).allMatch(top1 -> top1 > 0.3 && top1 < 0.7);
  }

  @Test
  void sameFeaturesGiveTheSameBits() {
    assertThat(judge(1)).isEqualTo(judge(1));
  }

  @Test
  void unlabeledImagesAreRefused() {
    Features unlabeled = new Features(1, new float[1], List.of(Annotation.none()));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> new QuickProbe().judge(unlabeled, unlabeled, 2, Device.CPU))
        .withMessageContaining("online-probe needs a class for every image");
  }
}
