package org.vitmae.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vitmae.config.ConfigReader;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Dataset;
import org.vitmae.data.Standardization;
import org.vitmae.data.TrainingBoxes;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** A definition of a detector small enough for tests, as {@code tiny.yaml} has it. */
public final class TinyDefinition {
  private static final Path FILE =
      Path.of(System.getProperty("basedir", "."), "src/test/resources/tiny.yaml");

  private TinyDefinition() {}

  /** Reads the definition with some keys of its own. */
  public static ExperimentConfig read(String... overrides) {
    return new ConfigReader(TinyDefinition.class.getClassLoader())
        .read(FILE.toString(), List.of(overrides));
  }

  /** Returns the request of its arm, to be trained on some examples. */
  public static ArmRequest request(ExperimentConfig config, Dataset examples, long seed) {
    return new ArmRequest(
        config.arms().get("arm"),
        config.model(),
        config.data(),
        examples.classNames(),
        Optional.empty(),
        Device.CPU,
        Precision.FP32,
        seed,
        examples.size(),
        Standardization.none(),
        TrainingBoxes.of(
            examples, config.arms().get("arm").train().augment().framing(), config.data()));
  }
}
