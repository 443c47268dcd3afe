package org.vitmae.deeplearning4j.mae;

import org.vitmae.masking.Mask;
import org.vitmae.model.PatchGrid;

/**
 * The patches of some images, cut as the network wants them.
 *
 * @param pixels normalized, [N, C, H, W]
 */
@SuppressWarnings("ArrayRecordComponent")
record MaskedPixels(float[] pixels, Mask mask, PatchGrid grid) {
  /** Added to the variance of a target patch. */
  private static final double TARGET_EPS = 1e-6;

  /** Returns the visible patches in the mask's order, values ordered channel, row, column. */
  float[] visible() {
    int values = grid.patchValues();
    float[] visible = new float[mask.idsKeep().length * values];
    for (int i = 0; i < mask.idsKeep().length; i++) {
      int side = grid.patchSize();
      int from = corner(i / mask.lenKeep(), (int) mask.idsKeep()[i]);
      int to = i * values;
      for (int c = 0; c < grid.channels(); c++) {
        for (int row = 0; row < side; row++) {
          System.arraycopy(pixels, from + c * plane() + row * width(), visible, to, side);
          to += side;
        }
      }
    }
    return visible;
  }

  /**
   * Returns what the removed patches should be predicted as, in the mask's order, values ordered
   * row, column, channel.
   *
   * @param normalized whether each patch gets mean 0 and (unbiased) deviation 1
   */
  float[] removed(boolean normalized) {
    int values = grid.patchValues();
    int removed = mask.numPatches() - mask.lenKeep();
    float[] targets = new float[mask.batchSize() * removed * values];
    for (int image = 0; image < mask.batchSize(); image++) {
      for (int patch = 0; patch < mask.numPatches(); patch++) {
        int place = (int) mask.idsRestore()[image * mask.numPatches() + patch] - mask.lenKeep();
        if (place >= 0) {
          int to = (image * removed + place) * values;
          copy(corner(image, patch), targets, to);
          if (normalized) {
            normalize(targets, to);
          }
        }
      }
    }
    return targets;
  }

  private void copy(int from, float[] targets, int to) {
    for (int row = 0; row < grid.patchSize(); row++) {
      for (int column = 0; column < grid.patchSize(); column++) {
        for (int c = 0; c < grid.channels(); c++) {
          targets[to++] = pixels[from + c * plane() + row * width() + column];
        }
      }
    }
  }

  private void normalize(float[] targets, int from) {
    int values = grid.patchValues();
    double sum = 0;
    for (int i = from; i < from + values; i++) {
      sum += targets[i];
    }
    double mean = sum / values;
    double squares = 0;
    for (int i = from; i < from + values; i++) {
      squares += (targets[i] - mean) * (targets[i] - mean);
    }
    double deviation = Math.sqrt(squares / (values - 1) + TARGET_EPS);
    for (int i = from; i < from + values; i++) {
      targets[i] = (float) ((targets[i] - mean) / deviation);
    }
  }

  /**
   * Returns the positions of a sequence of tokens: the class token, then patches in the mask's
   * order.
   *
   * @param table [1 + L, width]
   * @param patches how many patches of each image, visible ones first
   * @return [N * (1 + patches), width]
   */
  float[] positions(float[] table, int patches) {
    int length = mask.numPatches();
    int width = table.length / (1 + length);
    float[] positions = new float[mask.batchSize() * (1 + patches) * width];
    for (int image = 0; image < mask.batchSize(); image++) {
      int first = image * (1 + patches);
      System.arraycopy(table, 0, positions, first * width, width);
      for (int patch = 0; patch < length; patch++) {
        int place = (int) mask.idsRestore()[image * length + patch];
        if (place < patches) {
          int to = (first + 1 + place) * width;
          System.arraycopy(table, (1 + patch) * width, positions, to, width);
        }
      }
    }
    return positions;
  }

  /** Returns where a patch's first pixel of the first channel lies. */
  private int corner(int image, int patch) {
    int row = patch / grid.columns() * grid.patchSize();
    int column = patch % grid.columns() * grid.patchSize();
    return image * grid.channels() * plane() + row * width() + column;
  }

  private int width() {
    return grid.columns() * grid.patchSize();
  }

  private int plane() {
    return width() * grid.rows() * grid.patchSize();
  }
}
