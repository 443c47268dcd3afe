package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.vitmae.reports.GrowthPlot.Quantity;

class GrowthPlotTest {
  private static final List<Integer> SIZES = List.of(1, 2, 4, 8);
  private static final Quantity LINEAR =
      new Quantity("ms", List.of(10.0, 12.0, 20.0, 40.0), List.of(1.0, 2.0, 4.0, 8.0), "linear");

  private static byte[] png(Quantity... quantities) throws IOException {
    return GrowthPlot.png("batch", SIZES, List.of(quantities));
  }

  @Test
  void quantitiesStandSideBySide() throws IOException {
    int one = ImageIO.read(new ByteArrayInputStream(png(LINEAR))).getWidth();
    int two = ImageIO.read(new ByteArrayInputStream(png(LINEAR, LINEAR))).getWidth();
    assertThat(two).isEqualTo(2 * one);
  }

  @Test
  void onlyTheGrowthOfWhatIsExpectedCounts() throws IOException {
    Quantity scaled =
        new Quantity("ms", LINEAR.measured(), List.of(5.0, 10.0, 20.0, 40.0), "linear");
    Quantity square =
        new Quantity("ms", LINEAR.measured(), List.of(1.0, 4.0, 16.0, 64.0), "linear");
    assertThat(png(scaled)).isEqualTo(png(LINEAR)).isNotEqualTo(png(square));
  }
}
