package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vitmae.config.FramingConfig;

class FrameTest {
  private static final SourceImage IMAGE = new SourceImage(0, 480, 640, List.of());

  @Test
  void anImageIsAsLargeAsFits() {
    FramingConfig fit = new FramingConfig(FramingConfig.Mode.FIT, 0.1, 2, 0, 1);

    assertThat(Frame.of(fit, NoData.of(320, 320, 3), IMAGE))
        .isEqualTo(new Frame(240, 320, 0.5, 0.5));
  }

  @Test
  void theShortSideLimitsTheSize() {
    FramingConfig fit = new FramingConfig(FramingConfig.Mode.FIT, 1, 1, 120, 1);

    assertThat(Frame.of(fit, NoData.of(320, 320, 3), IMAGE))
        .isEqualTo(new Frame(120, 160, 0.25, 0.25));
  }
}
