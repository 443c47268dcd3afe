package org.vitmae.model;

import org.bytedeco.pytorch.Tensor;
import org.vitmae.masking.Mask;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/**
 * A batch's mask as indices on a device. Rows of patches are those of the batch's N * L patches;
 * rows of positions are those of a position table, 0 for the class token and then the patches'.
 *
 * @param keepRows rows of the visible patches, int64 [N * K], image by image
 * @param keepPositions the same as rows of positions
 * @param removedRows rows of the removed patches, [N * (L - K)]
 * @param positions rows of positions of all tokens: of each image the class token, its visible
 *     patches in the order of {@code keepRows}, its removed ones in that of {@code removedRows}, [N
 *     * (1 + L)]
 */
public record MaskIndices(
    Tensor keepRows, Tensor keepPositions, Tensor removedRows, Tensor positions) {
  /** Copies a mask to a device. */
  public static MaskIndices of(Mask mask, Device device) {
    int n = mask.batchSize();
    int length = mask.numPatches();
    int keep = mask.lenKeep();
    long[] keepRows = new long[n * keep];
    long[] keepPositions = new long[n * keep];
    long[] removedRows = new long[n * (length - keep)];
    long[] positions = new long[n * (1 + length)];
    for (int image = 0; image < n; image++) {
      int base = image * length;
      for (int id = 0; id < length; id++) {
        int place = (int) mask.idsRestore()[base + id];
        positions[image * (1 + length) + 1 + place] = 1 + id;
        if (place < keep) {
          keepRows[image * keep + place] = base + id;
          keepPositions[image * keep + place] = 1 + id;
        } else {
          removedRows[image * (length - keep) + place - keep] = base + id;
        }
      }
    }
    return new MaskIndices(
        Tensors.of(keepRows, device, keepRows.length),
        Tensors.of(keepPositions, device, keepPositions.length),
        Tensors.of(removedRows, device, removedRows.length),
        Tensors.of(positions, device, positions.length));
  }
}
