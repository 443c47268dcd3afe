package org.vitmae.bench;

import org.vitmae.config.ModelConfig;
import org.vitmae.config.ModelConfig.Blocks;

/** A model small enough to be timed in a test. */
final class TinyModel {
  static final BenchCase CASE =
      new BenchCase(
          "tiny 16/8", ModelConfig.of(8, new Blocks(16, 1, 2), new Blocks(16, 1, 2)), 16, 2, 4);

  private TinyModel() {}
}
