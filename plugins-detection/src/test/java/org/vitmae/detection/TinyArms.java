package org.vitmae.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vitmae.config.ConfigReader;
import org.vitmae.config.DataConfig;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.EvalTransform;
import org.vitmae.data.Loader;
import org.vitmae.data.LoaderOptions;
import org.vitmae.data.PrefetchedBatches;
import org.vitmae.data.ScenesDataset;
import org.vitmae.data.Standardization;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** Detectors small enough for tests, and four scenes for them to find objects in. */
final class TinyArms {
  private static final String DEFINITION =
      """
      data:
        name: tiny
        format: scenes
        train: {count: 4}
        image-height: 64
        image-width: 64
        mean: [0.5]
        std: [0.25]
      model:
        preset: tiny
        patch-size: 8
        embed-dim: 48
        depth: 4
        num-heads: 2
        decoder-embed-dim: 16
        decoder-depth: 1
        decoder-num-heads: 2
      arm-defaults:
        task: detection
        recipe: detection
        detector: {channels: 32, tower-depth: 1, hidden-width: 64, smallest-anchor: 8}
        train:
          epochs: 1
          batch-size: 4
          layer-decay: 1
          drop-path: 0
          augment: {framing: {scale-min: 1, scale-max: 1}}
      arms:
        arm: {protocol: fcos, initialization: random}
      report: {baseline: arm}
      """;

  private TinyArms() {}

  /** Returns a request whose definition differs by some keys of the arm. */
  static ArmRequest request(Path folder, String... overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("tiny.yaml"), DEFINITION);
    ExperimentConfig config =
        new ConfigReader(TinyArms.class.getClassLoader()).read(file.toString(), List.of(overrides));
    return new ArmRequest(
        config.arms().get("arm"),
        config.model(),
        config.data(),
        scenes(config.data()).classNames(),
        Optional.empty(),
        Device.CPU,
        Precision.FP32,
        1,
        4,
        Standardization.none());
  }

  private static ScenesDataset scenes(DataConfig data) {
    return new ScenesDataset(3, "train", 4, data.imageHeight(), data.imageWidth());
  }

  /** Returns all scenes as one batch. */
  static Batch batch(ArmRequest request) {
    Loader loader =
        new Loader(
            scenes(request.data()),
            EvalTransform.of(request.arm().train().augment().framing(), request.data()),
            new LoaderOptions(4, false, false, 0, 1, DataConfig.OnCorrupt.FAIL));
    try (PrefetchedBatches batches = loader.open(0, 0)) {
      return batches.iterator().next();
    }
  }
}
