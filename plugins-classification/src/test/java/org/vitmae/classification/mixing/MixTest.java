package org.vitmae.classification.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.classification.Batches;
import org.vitmae.config.MixConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.Draws;
import org.vitmae.image.Window;

class MixTest {
  private static final Batch BATCH = Batches.bands(4, 8, 1, 4, 1);

  private static Mix draw(MixConfig config, long seed) {
    return Mix.draw(config, seed, BATCH);
  }

  @Test
  void boxIsTheRecordedOneOfTimm() {
    Optional<Window> box = Mix.box(0.55, 20, 12, 32, 32);

    assertThat(box).contains(new Window(10, 2, 20, 20));
    assertThat(Mix.cutmix(box.orElseThrow(), 32, 32).share()).isEqualTo(0.609375);
  }

  @Test
  void boxIsCutOffAtTheBorder() {
    assertThat(Mix.box(0, 0, 31, 32, 32)).contains(new Window(0, 15, 16, 17));
    assertThat(Mix.box(0.9999, 5, 5, 32, 32)).isEmpty();
  }

  @Test
  void pixelsAndLabelsAreSharedAlike() {
    Mix cutmix = Mix.cutmix(new Window(1, 0, 1, 2), 2, 4);

    assertThat(cutmix.pixelShares(2, 4)).containsExactly(1, 1, 1, 1, 0, 0, 1, 1);
    assertThat(cutmix.share()).isEqualTo(0.75);
    assertThat(new Mix(0.3, Optional.empty()).pixelShares(1, 2)).containsExactly(0.3f, 0.3f);
  }

  @Test
  void targetsAreThoseWorkedOutByHand() {
    float[] targets = new Mix(0.75, Optional.empty()).targets(new int[] {0, 2, 2}, 3, 0.3);

    // 0.7 of every target goes to labels, 0.1 to each class.
    float[] expected = {0.625f, 0.1f, 0.275f, 0.1f, 0.1f, 0.8f, 0.275f, 0.1f, 0.625f};
    assertThat(targets).containsExactly(expected, within(1e-6f));
  }

  @Test
  void withoutMixingTargetsAreSmoothedLabels() {
    assertThat(Mix.NONE.targets(new int[] {1, 0}, 2, 0.1))
        .containsExactly(0.05f, 0.95f, 0.95f, 0.05f);
    assertThat(draw(new MixConfig(0, 0, 1, 0.5), 1)).isEqualTo(Mix.NONE);
    assertThat(draw(new MixConfig(0.8, 1, 0, 0.5), 1)).isEqualTo(Mix.NONE);
  }

  @Test
  void bothAreDrawnAsOftenAsAskedFor() {
    int mixed = 0;
    int cut = 0;
    for (int seed = 0; seed < 4000; seed++) {
      Mix mix = draw(new MixConfig(0.8, 1, 0.5, 0.25), seed);
      mixed += mix.isNone() ? 0 : 1;
      cut += mix.box().isPresent() ? 1 : 0;
    }

    assertThat(mixed / 4000.0).isCloseTo(0.5, within(0.04));
    assertThat(cut / 4000.0).isCloseTo(0.125, within(0.03));
    assertThat(draw(new MixConfig(0, 1, 1, 0), 3).box()).isPresent();
    assertThat(draw(new MixConfig(0.8, 0, 1, 1), 3).box()).isEmpty();
  }

  @Test
  void drawDependsOnSeedEpochAndFirstSampleOnly() {
    MixConfig config = new MixConfig(0.8, 0, 1, 0);
    Batch half = Batches.slice(BATCH, 0, 2);
    Batch otherHalf = Batches.slice(BATCH, 2, 4);

    assertThat(Mix.draw(config, 1, half)).isEqualTo(Mix.draw(config, 1, BATCH));
    assertThat(Mix.draw(config, 1, otherHalf)).isNotEqualTo(Mix.draw(config, 1, BATCH));
    assertThat(Mix.draw(config, 2, BATCH)).isNotEqualTo(Mix.draw(config, 1, BATCH));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.8, 1, 3})
  void betaHasItsMeanAndVariance(double alpha) {
    double[] draws = new double[20000];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = Beta.draw(alpha, Draws.of(1, "beta", 0, i));
    }
    double mean = Arrays.stream(draws).average().orElseThrow();
    double variance = Arrays.stream(draws).map(x -> (x - 0.5) * (x - 0.5)).average().orElseThrow();

    assertThat(mean).isCloseTo(0.5, within(0.01));
    assertThat(variance).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.004));
    assertThat(Arrays.stream(draws)).allMatch(x -> x >= 0 && x <= 1);
  }
}
