package org.vitmae.data;

import java.util.List;
import org.vitmae.config.DataConfig;
import org.vitmae.config.MaskConfig;
import org.vitmae.config.SourceConfig;

/** Configurations of data that only say how images look. */
public final class NoData {
  private NoData() {}

  /** Returns a configuration of eight generated images, mean 0.4, deviation 0.3. */
  public static DataConfig of(int height, int width, int channels) {
    return new DataConfig(
        "noise",
        DataConfig.Format.SCENES,
        new SourceConfig("", "", "", 8, "", ""),
        SourceConfig.NONE,
        SourceConfig.NONE,
        0.1,
        0,
        0,
        "",
        height,
        width,
        channels,
        List.of(0.4),
        List.of(0.3),
        DataConfig.OnCorrupt.FAIL,
        1,
        DataConfig.Target.CLASS,
        List.of(),
        MaskConfig.NONE);
  }
}
