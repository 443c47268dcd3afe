package org.vitmae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class DropPathTest {
  private static final int DEPTH = 4;
  private static final double RATE = 0.6;
  private static final long SEED = 9;

  @Test
  void ratesGrowLinearlyFromZero() {
    assertThat(DropPath.rateOf(0, 4, 0.3)).isZero();
    assertThat(DropPath.rateOf(1, 4, 0.3)).isCloseTo(0.1, within(1e-15));
    assertThat(DropPath.rateOf(2, 4, 0.3)).isCloseTo(0.2, within(1e-15));
    assertThat(DropPath.rateOf(3, 4, 0.3)).isEqualTo(0.3);
    assertThat(DropPath.rateOf(0, 1, 0.3)).isZero();
  }

  @Test
  void keptBranchesAreScaledUpSoThatTheMeanStays() {
    assertThat(DropPath.scale(0.25, 0.2499)).isZero();
    assertThat(DropPath.scale(0.25, 0.25)).isEqualTo((float) (1 / 0.75));
    assertThat(DropPath.scale(0, 0)).isEqualTo(1);
    double sum = 0;
    for (int i = 0; i < 1000; i++) {
      sum += DropPath.scale(0.4, (i + 0.5) / 1000);
    }
    assertThat(sum / 1000).isCloseTo(1, within(2e-3));
  }

  @Test
  void aSamplesDrawDoesNotDependOnTheRestOfTheBatch() {
    float[][] together = scales(new long[] {3, 8, 21}, 0);
    float[][] alone = scales(new long[] {8}, 0);
    float[][] elsewhere = scales(new long[] {8, 3}, 0);

    assertThat(together[1]).isEqualTo(alone[0]).isEqualTo(elsewhere[0]);
    assertThat(together[0]).isEqualTo(elsewhere[1]);
    assertThat(together[0]).isNotEqualTo(together[1]);
  }

  @Test
  void everyEpochDrawsAnew() {
    long[] ids = LongStream.range(0, 20).toArray();
    assertThat(scales(ids, 0)).isNotEqualTo(scales(ids, 1));
  }

  @Test
  void blocksAreSkippedAtTheirRate() {
    int n = 4000;
    float[][] scales = scales(LongStream.range(0, n).toArray(), 0);
    for (int branch = 0; branch < 2 * DEPTH; branch++) {
      int of = branch;
      double rate = DropPath.rateOf(branch / 2, DEPTH, RATE);
      double skipped = Arrays.stream(scales).filter(s -> s[of] == 0).count() / (double) n;
      assertThat(skipped)
          .as("branch %d", branch)
          .isCloseTo(rate, within(5 * Math.sqrt(rate * (1 - rate) / n) + 1e-9));
    }
  }

  @Test
  void rateZeroIsNone() {
    assertThat(DropPath.draw(0, DEPTH, SEED, 0, new long[] {1}, Device.CPU))
        .isSameAs(DropPath.NONE);
  }

  @Tag("golden")
  @ParameterizedTest
  @CsvSource({"out_p10, 0.1", "out_p40, 0.4"})
  void agreesWithTheReference(String output, double rate) throws URISyntaxException {
    URL url = getClass().getResource("/golden/finetune/drop_path.safetensors");
    try (Safetensors recorded =
        Safetensors.open(Path.of(Objects.requireNonNull(url, "drop_path").toURI()))) {
      float[] x = recorded.floats("x");
      float[] u = recorded.floats("u");
      float[] expected = recorded.floats(output);
      int values = x.length / u.length;
      for (int i = 0; i < x.length; i++) {
        assertThat(x[i] * DropPath.scale(rate, u[i / values]))
            .as("value %d", i)
            .isCloseTo(expected[i], within(2e-6f));
      }
    }
  }

  /** Returns the factor of every branch, by sample. */
  private static float[][] scales(long[] ids, int epoch) {
    float[][] scales = new float[ids.length][2 * DEPTH];
    try (Scope scope = new Scope()) {
      DropPath drawn = DropPath.draw(RATE, DEPTH, SEED, epoch, ids, Device.CPU);
      float[] ones = new float[ids.length];
      Arrays.fill(ones, 1);
      for (int branch = 0; branch < 2 * DEPTH; branch++) {
        float[] factors =
            Tensors.toFloats(drawn.apply(branch, Tensors.of(ones, Device.CPU, ids.length, 1, 1)));
        for (int sample = 0; sample < ids.length; sample++) {
          scales[sample][branch] = factors[sample];
        }
      }
    }
    return scales;
  }
}
