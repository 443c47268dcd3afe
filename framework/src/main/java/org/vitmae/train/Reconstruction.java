package org.vitmae.train;

import java.util.Arrays;
import org.vitmae.data.Batch;
import org.vitmae.image.Image;
import org.vitmae.image.Normalization;
import org.vitmae.masking.Mask;
import org.vitmae.model.PatchGrid;

/**
 * An image, what the model saw of it, and what the model made of that.
 *
 * <p>Visible patches are the original's pixels in all three. A model trained on normalized targets
 * predicts patches without their mean and deviation; those are then taken from the visible patches
 * around, weighted by inverse squared distance, never from the hidden ones.
 */
public record Reconstruction(Image original, Image masked, Image reconstructed) {
  private static final byte HIDDEN = (byte) 128;

  /**
   * Draws one image of a batch.
   *
   * @param index which image
   * @param predicted the model's prediction in normalized pixels or normalized patches, in the
   *     mask's order, [N, L, P * P * C]
   * @param pixels how pixels were normalized
   * @param normPix whether patches were normalized on top of that
   */
  public static Reconstruction of(
      Batch batch,
      int index,
      Mask mask,
      float[] predicted,
      PatchGrid grid,
      Normalization pixels,
      boolean normPix) {
    Canvas canvas = new Canvas(batch, index, grid);
    byte[] masked = canvas.copy();
    byte[] reconstructed = canvas.copy();
    int length = grid.length();
    int values = grid.patchValues();
    PatchStatistics visible = PatchStatistics.ofVisible(canvas, mask, index, grid, pixels);
    for (int patch = 0; patch < length; patch++) {
      if (mask.mask()[index * length + patch] == 0) {
        continue;
      }
      int place = (int) mask.idsRestore()[index * length + patch];
      int from = (index * length + place) * values;
      float[] patchValues = Arrays.copyOfRange(predicted, from, from + values);
      if (normPix) {
        visible.denormalize(patch, patchValues);
      }
      for (int i = 0; i < values; i++) {
        int at = canvas.position(patch, i);
        masked[at] = HIDDEN;
        reconstructed[at] = pixels.toByte(patchValues[i], i % grid.channels());
      }
    }
    return new Reconstruction(
        canvas.image(canvas.copy()), canvas.image(masked), canvas.image(reconstructed));
  }
}
