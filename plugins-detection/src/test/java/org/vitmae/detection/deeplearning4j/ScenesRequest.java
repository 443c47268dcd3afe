package org.vitmae.detection.deeplearning4j;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.AxisConfig;
import org.vitmae.config.DataConfig;
import org.vitmae.config.DetectorConfig;
import org.vitmae.config.FramingConfig;
import org.vitmae.config.HeadConfig;
import org.vitmae.config.MixConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.config.RecipeConfig.OptimizerKind;
import org.vitmae.config.SourceConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.Dataset;
import org.vitmae.data.Sample;
import org.vitmae.data.ScenesDataset;
import org.vitmae.data.Standardization;
import org.vitmae.data.TrainingBoxes;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** Requests about generated scenes, and batches of them. */
final class ScenesRequest {
  static final FramingConfig FIT = new FramingConfig(FramingConfig.Mode.FIT, 1, 1, 0);

  private ScenesRequest() {}

  static Dataset scenes(int count, int height, int width) {
    return new ScenesDataset(3, "train", count, height, width);
  }

  /** Returns the first scenes as they are. */
  static Batch batch(Dataset scenes, int count, int valid) {
    List<Sample> samples = IntStream.range(0, count).mapToObj(scenes::read).toList();
    int height = samples.get(0).image().height();
    int width = samples.get(0).image().width();
    byte[] pixels = new byte[count * height * width * 3];
    for (int n = 0; n < count; n++) {
      byte[] image = samples.get(n).image().pixels();
      System.arraycopy(image, 0, pixels, n * image.length, image.length);
    }
    return new Batch(
        0,
        samples.stream().mapToLong(Sample::id).toArray(),
        valid,
        height,
        width,
        3,
        pixels,
        samples.stream().map(Sample::annotation).toList());
  }

  static ArmRequest of(Dataset scenes, int height, int width, double layerDecay, long seed) {
    DataConfig data = data(height, width);
    return new ArmRequest(
        arm(layerDecay),
        new ModelConfig(
            16,
            48,
            3,
            3,
            4,
            32,
            2,
            4,
            true,
            ModelConfig.Loss.L2,
            true,
            false,
            ModelConfig.REFERENCE_EPS),
        data,
        scenes.classNames(),
        Optional.empty(),
        Device.CPU,
        Precision.FP32,
        seed,
        scenes.size(),
        Standardization.none(),
        TrainingBoxes.of(scenes, FIT, data));
  }

  static DataConfig data(int height, int width) {
    SourceConfig none = new SourceConfig("", "", "", 0, "");
    return new DataConfig(
        "scenes",
        DataConfig.Format.SCENES,
        none,
        none,
        none,
        0,
        0,
        0,
        "",
        height,
        width,
        3,
        List.of(0.5),
        List.of(0.25),
        DataConfig.OnCorrupt.FAIL,
        1,
        DataConfig.Target.CLASS,
        List.of());
  }

  private static ArmConfig arm(double layerDecay) {
    return new ArmConfig(
        "detection",
        "cnn",
        ArmConfig.Initialization.RANDOM,
        0,
        recipe(layerDecay),
        1,
        new HeadConfig(2, 32),
        1,
        "",
        new AxisConfig("", "", ""),
        ModelConfig.Loss.L2,
        new DetectorConfig(DetectorConfig.PyramidKind.SIMPLE, 8, 1, 8, 8, 10, 0, 0, false, false));
  }

  private static RecipeConfig recipe(double layerDecay) {
    return new RecipeConfig(
        OptimizerKind.ADAMW,
        1,
        4,
        1,
        0.001,
        0,
        0,
        0.05,
        0.9,
        0.999,
        0,
        layerDecay,
        0,
        0,
        0,
        new AugmentConfig(1, 1, 1, 1, 0, 0, 0, 0, 0, FIT),
        1,
        0,
        1,
        1,
        1,
        new MixConfig(0, 0, 0, 0));
  }
}
