package org.vitmae.experiments;

import picocli.CommandLine.Option;

/** The speed that durations are predicted for; exactly one of the two is given, or none. */
final class Speed {
  private static final double DEFAULT_TERA = 1;

  @Option(
      names = "--images-per-second",
      required = true,
      paramLabel = "N",
      description = "Pretraining speed, for instance from bench; arms go by their operations.")
  private double imagesPerSecond;

  @Option(
      names = "--tflops",
      required = true,
      paramLabel = "N",
      description = "Sustained speed in 10^12 operations per second (default: 1).")
  private double tera;

  /** Returns operations per second. */
  double flopsPerSecond(double pretrainFlopsPerImage) {
    if (imagesPerSecond > 0) {
      return imagesPerSecond * pretrainFlopsPerImage;
    }
    return (tera > 0 ? tera : DEFAULT_TERA) * 1e12;
  }
}
