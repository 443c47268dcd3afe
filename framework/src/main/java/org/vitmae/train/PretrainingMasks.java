package org.vitmae.train;

import org.vitmae.config.ConfigException;
import org.vitmae.config.MaskingConfig;
import org.vitmae.data.Batch;
import org.vitmae.masking.Mask;
import org.vitmae.masking.MaskSampler;
import org.vitmae.model.PatchGrid;

/**
 * Which patches pretraining hides, whatever the engine: a function of seed, epoch and sample id.
 *
 * @param seed the run's
 */
public record PretrainingMasks(MaskSampler sampler, PatchGrid grid, long seed) {
  /** Validation always masks the same way, so that its losses can be compared. */
  private static final int VALIDATION_EPOCH = -1;

  /**
   * Prepares to draw.
   *
   * @throws ConfigException if masking would remove none or all of the patches
   */
  public static PretrainingMasks of(MaskingConfig masking, PatchGrid grid, long seed) {
    PretrainingMasks masks = new PretrainingMasks(MaskSampler.of(masking), grid, seed);
    if (masks.lenKeep() < 1 || masks.lenKeep() == grid.length()) {
      throw new ConfigException(
          "masking.ratio is %s, which keeps %d of %d patches; at least one must be kept and one removed"
              .formatted(masking.ratio(), masks.lenKeep(), grid.length()));
    }
    return masks;
  }

  /** Returns K, how many patches of each image stay visible. */
  public int lenKeep() {
    return sampler.lenKeep(grid.length());
  }

  /** Draws the masks that a batch is learned from with. */
  public Mask training(Batch batch) {
    return draw(batch, batch.epoch());
  }

  /** Draws the masks that a batch is always judged with. */
  public Mask validation(Batch batch) {
    return draw(batch, VALIDATION_EPOCH);
  }

  private Mask draw(Batch batch, int epoch) {
    return Mask.draw(sampler, grid.rows(), grid.columns(), seed, epoch, batch.ids());
  }
}
