package org.vitmae.segmentation.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class PixelProbabilitiesTest {
  @Test
  void classesAddUpToOneAndTheReliefStandsBeyondThem() {
    // Two images of two pixels, two classes and the relief; the second image has large scores.
    float[] values = {0, 2, 0, 1, 0, 3, 1000, -1000, 1000, 1000, -50, 50};
    new PixelProbabilities(2, 3, 2).replace(values);

    double second = 1 / (1 + Math.exp(-1));
    double relief = 1 / (1 + Math.exp(-3));
    double[] expected = {0.5, second, 0.5, 1 - second, 0.5, relief, 0.5, 0, 0.5, 1, 0, 1};
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) values[i]).as("value %d", i).isCloseTo(expected[i], within(1e-6));
    }
  }
}
