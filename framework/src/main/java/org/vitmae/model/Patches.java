package org.vitmae.model;

import org.bytedeco.pytorch.Tensor;

/**
 * Cuts images into patches and puts them together again.
 *
 * <p>Patches come in row-major order; inside a patch values are ordered row, column, channel.
 */
public final class Patches {
  private Patches() {}

  /**
   * Cuts images.
   *
   * @param imgs [N, C, H, W] with H and W multiples of P
   * @return [N, L, P * P * C]
   */
  public static Tensor patchify(Tensor imgs, int patchSize) {
    return patchifyPixels(imgs.permute(0, 2, 3, 1), patchSize);
  }

  /**
   * Cuts images whose channels lie next to each other.
   *
   * @param pixels [N, H, W, C] with H and W multiples of P
   * @return [N, L, P * P * C]
   */
  public static Tensor patchifyPixels(Tensor pixels, int patchSize) {
    long n = pixels.size(0);
    long height = pixels.size(1);
    long width = pixels.size(2);
    long channels = pixels.size(3);
    if (height % patchSize != 0 || width % patchSize != 0) {
      throw new IllegalArgumentException(
          "images must have H %% patchSize == 0 and W %% patchSize == 0, got H=%d, W=%d, patchSize=%d"
              .formatted(height, width, patchSize));
    }
    long rows = height / patchSize;
    long columns = width / patchSize;
    return pixels
        .reshape(n, rows, patchSize, columns, patchSize, channels)
        .permute(0, 1, 3, 2, 4, 5) // [N, rows, columns, P, P, C]
        .reshape(n, rows * columns, (long) patchSize * patchSize * channels);
  }

  /**
   * Inverts {@link #patchify}.
   *
   * @param patches [N, L, P * P * C]
   * @return [N, C, H, W]
   */
  public static Tensor unpatchify(Tensor patches, PatchGrid grid) {
    long n = patches.size(0);
    int side = grid.patchSize();
    return patches
        .reshape(n, grid.rows(), grid.columns(), side, side, grid.channels())
        .permute(0, 5, 1, 3, 2, 4) // [N, C, rows, P, columns, P]
        .reshape(n, grid.channels(), (long) grid.rows() * side, (long) grid.columns() * side);
  }
}
