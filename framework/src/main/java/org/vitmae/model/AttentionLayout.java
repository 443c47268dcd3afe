package org.vitmae.model;

/**
 * Which patches attend to which, and whether their distance counts (Li et al. 2022, "Exploring
 * Plain Vision Transformer Backbones for Object Detection", section 3).
 *
 * <p>The blocks are divided into {@code globalBlocks} equal groups; the last block of each is
 * global. Windows are cut off at the grid: one that is larger covers all of it.
 *
 * @param window side in patches of the non-overlapping windows; 0 for attention over the whole
 *     image in every block
 * @param globalBlocks with windows: how many blocks attend to the whole image all the same
 * @param relativePositions whether attention also learns a bias for every distance of two patches
 */
public record AttentionLayout(int window, int globalBlocks, boolean relativePositions) {
  /** Every block over the whole image, distances do not count: the Vision Transformer's own. */
  public static final AttentionLayout PLAIN = new AttentionLayout(0, 0, false);

  public AttentionLayout {
    if (window < 0 || globalBlocks < 0) {
      throw new IllegalArgumentException(
          "window and globalBlocks must not be negative, got %d and %d"
              .formatted(window, globalBlocks));
    }
  }

  /** Tells whether a block attends to the whole image. */
  public boolean isGlobal(int block, int depth) {
    return window == 0 || (block + 1) * globalBlocks / depth > block * globalBlocks / depth;
  }

  /** Returns the windows of a block; the whole grid is one window of a global block. */
  Windows windows(int block, int depth, PatchGrid grid) {
    boolean global = isGlobal(block, depth);
    return new Windows(
        grid.rows(),
        grid.columns(),
        global ? grid.rows() : Math.min(window, grid.rows()),
        global ? grid.columns() : Math.min(window, grid.columns()));
  }
}
