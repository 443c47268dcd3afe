package org.vitmae.data;

import java.nio.file.Path;
import java.util.List;
import org.vitmae.config.DataConfig;
import org.vitmae.config.DataConfig.Format;
import org.vitmae.config.DataConfig.OnCorrupt;
import org.vitmae.config.DataConfig.Target;
import org.vitmae.config.MaskConfig;
import org.vitmae.config.SourceConfig;

/** Packs small data sets. */
final class Packed {
  private Packed() {}

  static PackIndex pack(Dataset source, int shortSide, long shardBytes, Path folder) {
    return pack(source, shortSide, shardBytes, folder, Target.CLASS);
  }

  static PackIndex pack(
      Dataset source, int shortSide, long shardBytes, Path folder, Target target) {
    return new Packing(source, config(Format.SCENES, target, "", 0), "train", shortSide, shardBytes)
        .into(folder, progress -> {});
  }

  /** Returns 40 training images of 36 x 48 pixels, called "test". */
  static DataConfig config(Format format, Target target, String path, double validationFraction) {
    return config(format, target, path, validationFraction, OnCorrupt.FAIL);
  }

  static DataConfig config(
      Format format, Target target, String path, double validationFraction, OnCorrupt onCorrupt) {
    return new DataConfig(
        "test",
        format,
        new SourceConfig(path, "", "", 40, "", ""),
        SourceConfig.NONE,
        SourceConfig.NONE,
        validationFraction,
        3,
        0,
        "",
        36,
        48,
        3,
        List.of(0.5),
        List.of(0.5),
        onCorrupt,
        2,
        target,
        List.of(),
        MaskConfig.NONE);
  }
}
