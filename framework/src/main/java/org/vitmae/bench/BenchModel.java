package org.vitmae.bench;

import java.util.Locale;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.ModelConfig.Blocks;
import org.vitmae.tensor.Device;

/** The paper's models, with Tiny below them, and the batches they are timed with by default. */
public enum BenchModel {
  /** Width 192, decoder 128 x 4. */
  TINY(ModelConfig.of(16, new Blocks(192, 12, 3), new Blocks(128, 4, 4)), 16, 1024),
  /** Width 384. */
  SMALL(ofPaper(16, new Blocks(384, 12, 6)), 8, 512),
  /** Width 768. */
  BASE(ofPaper(16, new Blocks(768, 12, 12)), 4, 512),
  /** Width 1024, 24 blocks. */
  LARGE(ofPaper(16, new Blocks(1024, 24, 16)), 2, 384),
  /** Width 1280, 32 blocks, patches of 14. */
  HUGE(ofPaper(14, new Blocks(1280, 32, 16)), 1, 256);

  private final ModelConfig config;
  private final int cpuBatch;
  private final int gpuBatch;

  BenchModel(ModelConfig config, int cpuBatch, int gpuBatch) {
    this.config = config;
    this.cpuBatch = cpuBatch;
    this.gpuBatch = gpuBatch;
  }

  private static ModelConfig ofPaper(int patchSize, Blocks encoder) {
    return ModelConfig.of(patchSize, encoder, new Blocks(512, 8, 16));
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
