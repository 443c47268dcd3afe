package org.vitmae.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainConfigTest {
  private static PretrainConfig read(String override) {
    return new ConfigReader(PretrainConfigTest.class.getClassLoader())
        .read("shipped-for-tests", List.of(override))
        .pretrain();
  }

  @ParameterizedTest
  @ValueSource(strings = {"log-every-steps=7", "checkpoint-every-epochs=7", "keep-last=7"})
  void whatIsLoggedAndSavedTrainsNothing(String override) {
    PretrainConfig other = read("pretrain." + override);

    assertThat(other).isNotEqualTo(read("threads=1"));
    assertThat(read("threads=1").trainsLike(other)).isTrue();
    assertThat(other.trainsLike(read("threads=1"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "engine=deeplearning4j",
        "epochs=7",
        "batch-size=7",
        "accumulation=7",
        "base-learning-rate=7",
        "weight-decay=7",
        "ema-decay=0.7",
        "validate-every-epochs=7",
        "patience=7",
        "augment.flip-probability=0.7"
      })
  void allElseDoes(String override) {
    PretrainConfig other = read("pretrain." + override);

    assertThat(read("threads=1").trainsLike(other)).isFalse();
    assertThat(other.trainsLike(read("threads=1"))).isFalse();
  }
}
