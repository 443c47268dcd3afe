package org.vitmae.model;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.data.Batch;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/**
 * A batch of images cut into patches, normalized only where they are looked at.
 *
 * <p>Bytes travel to the device and are shuffled there as bytes; each value becomes a float once,
 * for the encoder or for the target.
 */
public final class PatchedImages {
  private final Tensor patches;
  private final PixelNormalization normalization;

  private PatchedImages(Tensor patches, PixelNormalization normalization) {
    this.patches = patches;
    this.normalization = normalization;
  }

  /**
   * Cuts a batch from the loader.
   *
   * @throws IllegalArgumentException if its images do not fit the grid
   */
  public static PatchedImages of(
      Batch batch, PatchGrid grid, PixelNormalization normalization, Device device) {
    if (batch.height() != grid.rows() * grid.patchSize()
        || batch.width() != grid.columns() * grid.patchSize()
        || batch.channels() != grid.channels()) {
      throw new IllegalArgumentException(
          "images must be [%d, %d, %d] (H, W, C), got [%d, %d, %d]"
              .formatted(
                  grid.rows() * grid.patchSize(),
                  grid.columns() * grid.patchSize(),
                  grid.channels(),
                  batch.height(),
                  batch.width(),
                  batch.channels()));
    }
    return of(batch.pixels(), batch.size(), grid, normalization, device);
  }

  /**
   * Cuts images of the grid's size.
   *
   * @param pixels unsigned bytes, [N, H, W, C]
   * @param size N
   */
  public static PatchedImages of(
      byte[] pixels, int size, PatchGrid grid, PixelNormalization normalization, Device device) {
    Tensor images =
        Tensors.of(
            pixels,
            device,
            size,
            (long) grid.rows() * grid.patchSize(),
            (long) grid.columns() * grid.patchSize(),
            grid.channels());
    return new PatchedImages(Patches.patchifyPixels(images, grid.patchSize()), normalization);
  }

  /**
   * Cuts images that are normalized already.
   *
   * @param imgs float [N, C, H, W]
   */
  public static PatchedImages ofNormalized(Tensor imgs, int patchSize) {
    return new PatchedImages(Patches.patchify(imgs, patchSize), PixelNormalization.NONE);
  }

  /**
   * Mixes every image with the one at the same place of the batch in reverse order.
   *
   * @param shares what each value keeps of its own image, the rest comes from the other; float [1,
   *     L, P * P * C]
   */
  public PatchedImages mixedWithReversed(Tensor shares) {
    Tensor own = all();
    Tensor mixed = own.mul(shares).add(own.flip(0).mul(shares.neg().add(new Scalar(1))));
    return new PatchedImages(mixed, PixelNormalization.NONE);
  }

  /** Returns N. */
  public long size() {
    return patches.size(0);
  }

  /** Returns all patches, normalized float [N, L, P * P * C]. */
  public Tensor all() {
    return normalization.apply(patches);
  }

  /**
   * Returns some patches of every image.
   *
   * @param rows indices into the N * L patches of the batch, int64 [N * K], image by image
   * @return normalized float [N, K, P * P * C]
   */
  public Tensor select(Tensor rows) {
    long n = patches.size(0);
    long values = patches.size(2);
    Tensor chosen = torch.index_select(patches.reshape(-1, values), 0, rows); // [N * K, P * P * C]
    return normalization.apply(chosen.view(n, rows.size(0) / n, values));
  }
}
