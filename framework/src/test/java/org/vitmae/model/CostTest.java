package org.vitmae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.config.ConfigReader;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.tensor.Precision;

class CostTest {
  private static ExperimentConfig config(String... overrides) {
    return new ConfigReader(CostTest.class.getClassLoader())
        .read("shipped-for-tests", List.of(overrides));
  }

  /** Published arithmetic for 224 pixels, 75 % masked, decoder 512 x 8; in 10^9 operations. */
  @ParameterizedTest
  @CsvSource({
    "small, 2.2, 10.6, 39",
    "base, 8.6, 10.6, 58.7",
    "large, 30.4, 10.6, 124.5",
    "huge, 82.5, 14.0, 291"
  })
  void operationsAreThePublishedOnes(
      String preset, double encoder, double decoder, double training) {
    ExperimentConfig c = config("model.preset=" + preset);
    int kept = Cost.keptPatches(c.model(), c.data(), c.masking());

    assertThat(Cost.encoderFlops(c.model(), kept) / 1e9).isCloseTo(encoder, within(0.06));
    assertThat(Cost.decoderFlops(c.model(), c.data()) / 1e9).isCloseTo(decoder, within(0.06));
    // Lower by up to 1 %: the published figure projects the removed patches too.
    assertThat(Cost.pretrainFlopsPerImage(c.model(), c.data(), c.masking()) / 1e9)
        .isCloseTo(training, withPercentage(1));
  }

  @Test
  void weightsAreThoseOfTheReference() {
    ExperimentConfig c = config("model.preset=base");

    // mae_vit_base_patch16_dec512d8b, of which 197 x (768 + 512) are fixed position tables.
    assertThat(Cost.parameters(c.model(), c.data())).isEqualTo(111_907_840);
    assertThat(Cost.trainableParameters(c.model(), c.data())).isEqualTo(111_907_840 - 252_160);
  }

  @Test
  void maskTokensMakeTheEncoderProcessEveryPatch() {
    ExperimentConfig plain = config("model.preset=large");
    ExperimentConfig masked = config("model.preset=large", "model.mask-tokens-in-encoder=true");

    // The encoder's part of 124.5 is three times 30.4; on all 196 patches that is three times 123.
    assertThat(pretraining(masked) - pretraining(plain))
        .isCloseTo(
            3 * (Cost.encoderFlops(plain.model(), 196) - Cost.encoderFlops(plain.model(), 49)),
            withPercentage(0.5));
    assertThat(memory(masked, 1, Precision.FP32)).isGreaterThan(memory(plain, 1, Precision.FP32));
  }

  private static double pretraining(ExperimentConfig c) {
    return Cost.pretrainFlopsPerImage(c.model(), c.data(), c.masking());
  }

  @Test
  void aQuarterOfThePatchesIsKept() {
    ExperimentConfig c = config();

    assertThat(Cost.patches(c.model(), c.data())).isEqualTo(196);
    assertThat(Cost.keptPatches(c.model(), c.data(), c.masking())).isEqualTo(49);
  }

  @Test
  void memoryGrowsWithTheBatchAndHalvesNearlyInBf16() {
    ExperimentConfig c = config();
    long one = memory(c, 1, Precision.FP32);
    long many = memory(c, 16, Precision.FP32);

    assertThat(many).isGreaterThan(one);
    assertThat(memory(c, 16, Precision.BF16)).isBetween(many / 2, many);
    assertThat(many).isBetween(200L << 20, 1L << 30);
  }

  @Test
  void attentionsScoresTakeMemoryInBf16() {
    ExperimentConfig fewer = config("model.preset=base", "model.decoder-num-heads=8");
    ExperimentConfig more = config("model.preset=base", "model.decoder-num-heads=16");

    assertThat(memory(more, 4, Precision.FP32)).isEqualTo(memory(fewer, 4, Precision.FP32));
    // 8 heads more in 8 blocks of the decoder and in the gradient of one, of 2 bytes a score.
    assertThat(memory(more, 4, Precision.BF16) - memory(fewer, 4, Precision.BF16))
        .isEqualTo(4L * 9 * 8 * 197 * 197 * 2);
  }

  private static long memory(ExperimentConfig c, int batch, Precision precision) {
    return Cost.pretrainMemoryBytes(c.model(), c.data(), c.masking(), batch, precision);
  }
}
