package org.vitmae.detection;

import org.vitmae.config.DataConfig;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.EvalTransform;
import org.vitmae.data.Loader;
import org.vitmae.data.LoaderOptions;
import org.vitmae.data.PrefetchedBatches;
import org.vitmae.data.ScenesDataset;
import org.vitmae.plugin.ArmRequest;

/** Detectors small enough for tests, and four scenes for them to find objects in. */
final class TinyArms {
  private TinyArms() {}

  /** Returns a request whose definition differs by some keys. */
  static ArmRequest request(String... overrides) {
    ExperimentConfig config = TinyDefinition.read(overrides);
    return TinyDefinition.request(config, scenes(config.data()), 1);
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
