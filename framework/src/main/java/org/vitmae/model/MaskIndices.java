package org.vitmae.model;

import org.bytedeco.pytorch.Tensor;
import org.vitmae.masking.Mask;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/**
 * A batch's mask as indices on a device.
 *
 * @param keepIds patch numbers of the visible patches, int64 [N * K], image by image
 * @param keepRows the same as rows of the batch's N * L patches
 * @param shuffleIds patch numbers of all patches, the visible ones of each image first, [N * L]
 * @param removedRows rows of the removed patches, in the order of {@code shuffleIds}, [N * (L - K)]
 */
public record MaskIndices(Tensor keepIds, Tensor keepRows, Tensor shuffleIds, Tensor removedRows) {
  /** Copies a mask to a device. */
  public static MaskIndices of(Mask mask, Device device) {
    int n = mask.batchSize();
    int length = mask.numPatches();
    int keep = mask.lenKeep();
    long[] shuffleIds = new long[n * length];
    long[] keepIds = new long[n * keep];
    long[] keepRows = new long[n * keep];
    long[] removedRows = new long[n * (length - keep)];
    for (int image = 0; image < n; image++) {
      int base = image * length;
      for (int id = 0; id < length; id++) {
        int place = (int) mask.idsRestore()[base + id];
        shuffleIds[base + place] = id;
        if (place < keep) {
          keepIds[image * keep + place] = id;
          keepRows[image * keep + place] = base + id;
        } else {
          removedRows[image * (length - keep) + place - keep] = base + id;
        }
      }
    }
    return new MaskIndices(
        Tensors.of(keepIds, device, keepIds.length),
        Tensors.of(keepRows, device, keepRows.length),
        Tensors.of(shuffleIds, device, shuffleIds.length),
        Tensors.of(removedRows, device, removedRows.length));
  }
}
