package org.vitmae.experiments;

import java.util.Optional;
import org.vitmae.config.ConfigException;
import picocli.CommandLine.Option;

/** The speed that durations are predicted for; exactly one of the two is given, or none. */
final class Speed {
  private static final double DEFAULT_TERA = 1;

  @Option(
      names = "--images-per-second",
      required = true,
      paramLabel = "N",
      description = "Pretraining speed, for instance from bench; arms go by their operations.")
  private Optional<Double> imagesPerSecond = Optional.empty();

  @Option(
      names = "--tflops",
      required = true,
      paramLabel = "N",
      description = "Sustained speed in 10^12 operations per second (default: 1).")
  private Optional<Double> tera = Optional.empty();

  /**
   * Returns operations per second.
   *
   * @throws ConfigException if the speed that was given is no speed
   */
  double flopsPerSecond(double pretrainFlopsPerImage) {
    return imagesPerSecond
        .map(images -> positive("--images-per-second", images) * pretrainFlopsPerImage)
        .orElseGet(() -> positive("--tflops", tera.orElse(DEFAULT_TERA)) * 1e12);
  }

  private static double positive(String option, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new ConfigException("%s: found %s, must be above 0".formatted(option, value));
    }
    return value;
  }
}
