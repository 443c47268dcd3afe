package org.vitmae.maps;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.model.PatchGrid;

/** Maps made of a Transformer's tokens, and their coarser versions. */
public final class PatchMaps {
  private PatchMaps() {}

  /** Lays tokens [N, L, D] out as the image's patches: [N, D, h, w]. */
  public static Tensor of(Tensor tokens, PatchGrid grid) {
    return tokens
        .transpose(1, 2)
        .reshape(tokens.size(0), tokens.size(2), grid.rows(), grid.columns());
  }

  /** Halves a map's sides by the greatest of each 2 x 2 cells. */
  public static Tensor halve(Tensor map) {
    return pool(map, 2);
  }

  /** Halves a map's sides, rounded up, by leaving out every second row and column. */
  public static Tensor everySecondCell(Tensor map) {
    return pool(map, 1);
  }

  private static Tensor pool(Tensor map, long side) {
    return torch.max_pool2d(
        map,
        new long[] {side, side},
        new long[] {2, 2},
        new long[] {0, 0},
        new long[] {1, 1},
        false);
  }
}
