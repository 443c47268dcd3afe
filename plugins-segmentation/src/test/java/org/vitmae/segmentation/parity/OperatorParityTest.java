package org.vitmae.segmentation.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vitmae.parity.Comparison;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.ParitySuite;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

@Tag("golden")
class OperatorParityTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("basedir", "."), "../framework/src/test/resources/golden");

  @Test
  void operatorsAndTheirGradientsMatchTheReference() {
    ComputeThreads.configure(1);
    Comparisons comparisons = new Comparisons(comparison -> {});
    OperatorParity suite = new OperatorParity();

    suite.check(GOLDEN.resolve(suite.fixture()), Device.CPU, Precision.FP32, comparisons);

    List<Comparison> all = comparisons.all();
    assertThat(all).hasSize(20 + 12 + 2 + 4 + 7);
    assertThat(all.stream().filter(comparison -> !comparison.ok())).isEmpty();
  }

  @Test
  void theSuiteIsFoundByItsService() {
    assertThat(ServiceLoader.load(ParitySuite.class))
        .hasAtLeastOneElementOfType(OperatorParity.class);
  }
}
