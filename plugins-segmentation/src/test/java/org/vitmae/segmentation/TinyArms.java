package org.vitmae.segmentation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vitmae.config.ConfigReader;
import org.vitmae.config.DataConfig;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.Dataset;
import org.vitmae.data.EvalTransform;
import org.vitmae.data.Loader;
import org.vitmae.data.LoaderOptions;
import org.vitmae.data.PrefetchedBatches;
import org.vitmae.data.Splits;
import org.vitmae.data.Standardization;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** Segmenters small enough for tests, as {@code tiny.yaml} has them, and four scenes. */
public final class TinyArms {
  private static final Path FOLDER = Path.of(System.getProperty("basedir", "."));

  private TinyArms() {}

  /** Returns a request whose definition differs by some keys. */
  public static ArmRequest request(String... overrides) {
    ExperimentConfig config =
        new ConfigReader(TinyArms.class.getClassLoader())
            .read(FOLDER.resolve("src/test/resources/tiny.yaml").toString(), List.of(overrides));
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

  private static Dataset scenes(DataConfig data) {
    return Splits.open(data, FOLDER).train();
  }

  /** Returns all scenes as one batch. */
  public static Batch batch(ArmRequest request) {
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
