package org.vitmae.segmentation.otsu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vitmae.image.Image;

class OtsuThresholdTest {
  private static byte[] classes(int channels, int... values) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) values[i];
    }
    return OtsuThreshold.of(new Image(1, values.length / channels, channels, pixels)).classes();
  }

  @Test
  void theSmallerGroupIsTheObjects() {
    assertThat(classes(1, 10, 12, 11, 200, 210)).containsExactly(0, 0, 0, 1, 1);
    assertThat(classes(1, 240, 250, 20, 245, 30)).containsExactly(0, 0, 1, 0, 1);
  }

  /**
   * Any other threshold gives less: 0.1875 * 168.33^2 and 0.1875 * 171.67^2 are below 0.25 *
   * 152.5^2.
   */
  @Test
  void theVarianceBetweenGroupsIsGreatest() {
    assertThat(classes(1, 0, 100, 150, 255)).containsExactly(0, 0, 1, 1);
    assertThat(classes(1, 0, 0, 0, 40, 60, 255)).containsExactly(0, 0, 0, 0, 0, 1);
  }

  @Test
  void ofColorTheLuminanceCounts() {
    // Pure blue is darker than pure green, though both have one full channel.
    assertThat(classes(3, 0, 0, 255, 0, 255, 0, 0, 0, 255)).containsExactly(0, 1, 0);
  }

  @Test
  void anImageOfOneValueIsBackground() {
    assertThat(classes(1, 7, 7, 7)).containsOnly(0);
    assertThat(classes(1, 255, 255)).containsOnly(0);
  }
}
