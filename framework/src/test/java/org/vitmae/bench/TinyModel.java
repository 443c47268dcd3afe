package org.vitmae.bench;

import org.vitmae.config.ModelConfig;

/** A model small enough to be timed in a test. */
final class TinyModel {
  static final BenchCase CASE =
      new BenchCase(
          "tiny 16/8",
          new ModelConfig(
              8,
              16,
              1,
              2,
              2,
              16,
              1,
              2,
              true,
              ModelConfig.Loss.L2,
              true,
              false,
              ModelConfig.REFERENCE_EPS),
          16,
          2,
          4);

  private TinyModel() {}
}
