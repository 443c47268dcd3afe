package org.vitmae.classification;

import org.bytedeco.pytorch.Tensor;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.Patches;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/** Mixup and cutmix on the device, between normalization and model. */
final class Mixing {
  private Mixing() {}

  /** Returns the images of a batch mixed with those of the batch in reverse order. */
  static PatchedImages apply(Mix mix, PatchedImages images, PatchGrid grid, Device device) {
    int height = grid.rows() * grid.patchSize();
    int width = grid.columns() * grid.patchSize();
    Tensor shares =
        Tensors.of(mix.pixelShares(height, width), device, 1, height, width, 1)
            .expand(1, height, width, grid.channels());
    return images.mixedWithReversed(Patches.patchifyPixels(shares, grid.patchSize()));
  }
}
