package org.vitmae.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitmae.parity.Comparison;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.ParitySuite;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

@Tag("golden")
class ClassificationParityTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("basedir", "."), "../framework/src/test/resources/golden");

  @ParameterizedTest
  @EnumSource(Precision.class)
  void fineTuningAndProbeMatchTheReference(Precision precision) throws IOException {
    assertMatches(new FineTuneParity(), precision, 300);
  }

  @ParameterizedTest
  @EnumSource(value = Precision.class, names = "FP32")
  void metricsMatchScikitLearn(Precision precision) throws IOException {
    assertMatches(new MetricsParity(), precision, 21);
  }

  private static void assertMatches(ParitySuite suite, Precision precision, int atLeast)
      throws IOException {
    ComputeThreads.configure(2);
    Comparisons comparisons = new Comparisons(comparison -> {});

    suite.check(GOLDEN.resolve(suite.fixture()), Device.CPU, precision, comparisons);

    List<Comparison> all = comparisons.all();
    assertThat(all).hasSizeGreaterThanOrEqualTo(atLeast);
    assertThat(all.stream().filter(comparison -> !comparison.ok())).isEmpty();
  }
}
