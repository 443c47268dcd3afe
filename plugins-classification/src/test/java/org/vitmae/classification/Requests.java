package org.vitmae.classification;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ArmConfig.Initialization;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.DataConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.config.RecipeConfig.OptimizerKind;
import org.vitmae.config.SourceConfig;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** Small requests for tests. */
public final class Requests {
  private Requests() {}

  public static ArmRequest cnn(
      int side, int channels, int classes, RecipeConfig recipe, long seed) {
    return request("cnn", data(side, side, channels), classes, recipe, seed);
  }

  public static ArmRequest request(
      String protocol, DataConfig data, int classes, RecipeConfig recipe, long seed) {
    return new ArmRequest(
        new ArmConfig("classification", protocol, Initialization.RANDOM, 0, recipe),
        new ModelConfig(8, 48, 3, 3, 4, 32, 2, 4, true, ModelConfig.Loss.L2, true),
        data,
        IntStream.range(0, classes).mapToObj(c -> "class " + c).toList(),
        Optional.empty(),
        Device.CPU,
        Precision.FP32,
        seed);
  }

  public static RecipeConfig recipe() {
    return recipe(OptimizerKind.ADAMW, 0.05, 0, 1, 0, 0.1, 0);
  }

  public static RecipeConfig recipe(
      OptimizerKind optimizer,
      double weightDecay,
      double clipGradNorm,
      double layerDecay,
      double dropPath,
      double labelSmoothing,
      double emaDecay) {
    return new RecipeConfig(
        optimizer,
        1,
        8,
        1,
        0.001,
        0,
        0,
        weightDecay,
        0.9,
        0.999,
        clipGradNorm,
        layerDecay,
        dropPath,
        labelSmoothing,
        emaDecay,
        AugmentConfig.cropAndFlip(1, 1, 1, 1, 0),
        1,
        0,
        1,
        1,
        1);
  }

  public static DataConfig data(int height, int width, int channels) {
    SourceConfig none = new SourceConfig("", "", "", 0, "");
    return new DataConfig(
        "test",
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
        channels,
        List.of(0.5),
        List.of(0.25),
        DataConfig.OnCorrupt.FAIL,
        1);
  }
}
