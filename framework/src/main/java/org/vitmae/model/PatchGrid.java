package org.vitmae.model;

import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.ModelConfig;

/**
 * How an image is cut into patches.
 *
 * @param rows patches from top to bottom
 * @param columns patches from left to right
 * @param patchSize P, side of a patch in pixels
 * @param channels C, values per pixel
 */
public record PatchGrid(int rows, int columns, int patchSize, int channels) {
  /**
   * Cuts the images of a data set.
   *
   * @throws ConfigException if the patches do not tile the image
   */
  public static PatchGrid of(ModelConfig model, DataConfig data) {
    int side = model.patchSize();
    if (data.imageHeight() % side != 0 || data.imageWidth() % side != 0) {
      throw new ConfigException(
          ("model.patch-size is %d, but images are %d x %d (data.image-height, data.image-width); both"
                  + " sides must be multiples of the patch size")
              .formatted(side, data.imageHeight(), data.imageWidth()));
    }
    return new PatchGrid(
        data.imageHeight() / side, data.imageWidth() / side, side, data.channels());
  }

  /** Returns L, the number of patches. */
  public int length() {
    return rows * columns;
  }

  /** Returns the number of values in a patch, P * P * C. */
  public int patchValues() {
    return patchSize * patchSize * channels;
  }
}
