package org.vitmae.segmentation.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vitmae.parity.Comparison;
import org.vitmae.parity.Comparisons;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

@Tag("golden")
class MetricParityTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("basedir", "."), "../framework/src/test/resources/golden");

  @Test
  void figuresOfClassesAreMmsegmentations() throws IOException {
    Comparisons comparisons = new Comparisons(comparison -> {});
    MetricParity suite = new MetricParity();

    suite.check(GOLDEN.resolve(suite.fixture()), Device.CPU, Precision.FP32, comparisons);

    List<Comparison> all = comparisons.all();
    assertThat(all).hasSizeGreaterThan(100);
    assertThat(all.stream().filter(comparison -> !comparison.ok())).isEmpty();
  }
}
