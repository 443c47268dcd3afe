package org.vitmae.bench;

import java.util.Locale;
import org.vitmae.config.ModelConfig;
import org.vitmae.tensor.Device;

/** The paper's models, with Tiny below them, and the batches they are timed with by default. */
public enum BenchModel {
  /** Width 192, decoder 128 x 4. */
  TINY(
      new ModelConfig(
          16,
          192,
          12,
          3,
          4,
          128,
          4,
          4,
          true,
          ModelConfig.Loss.L2,
          true,
          false,
          ModelConfig.REFERENCE_EPS),
      16,
      1024),
  /** Width 384. */
  SMALL(of(16, 384, 12, 6), 8, 512),
  /** Width 768. */
  BASE(of(16, 768, 12, 12), 4, 512),
  /** Width 1024, 24 blocks. */
  LARGE(of(16, 1024, 24, 16), 2, 384),
  /** Width 1280, 32 blocks, patches of 14. */
  HUGE(of(14, 1280, 32, 16), 1, 256);

  private final ModelConfig config;
  private final int cpuBatch;
  private final int gpuBatch;

  BenchModel(ModelConfig config, int cpuBatch, int gpuBatch) {
    this.config = config;
    this.cpuBatch = cpuBatch;
    this.gpuBatch = gpuBatch;
  }

  private static ModelConfig of(int patchSize, int embedDim, int depth, int numHeads) {
    return new ModelConfig(
        patchSize,
        embedDim,
        depth,
        numHeads,
        4,
        512,
        8,
        16,
        true,
        ModelConfig.Loss.L2,
        true,
        false,
        ModelConfig.REFERENCE_EPS);
  }

  /** Returns the model's shape. */
  public ModelConfig config() {
    return config;
  }

  /**
   * Returns a batch that fills the device without crowding it. On a GPU the decoder then has more
   * than 65536 tokens, from which on libtorch spreads the gradients of a layer norm's weights over
   * the whole card.
   */
  public int defaultBatch(Device device) {
    return device.cuda() ? gpuBatch : cpuBatch;
  }

  /** Returns the name, {@code vit-tiny} and so on. */
  public String label() {
    return "vit-" + name().toLowerCase(Locale.ROOT);
  }
}
