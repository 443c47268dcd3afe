package org.vitmae.segmentation.instances;

/**
 * Heights of pixels, and which pixels are neighbors: those that share a side and have the same
 * class. Pixels of class 0 have no neighbors.
 *
 * @param heights at least 0, [H, W]
 * @param classes 0 is background, [H, W]
 */
@SuppressWarnings("ArrayRecordComponent")
record Relief(int height, int width, float[] heights, char[] classes) {
  private static final int[] DOWN = {-1, 0, 0, 1};
  private static final int[] ACROSS = {0, -1, 1, 0};

  /** How many neighbors a pixel has at most. */
  static final int SIDES = 4;

  Relief {
    if (heights.length != classes.length) {
      throw new IllegalArgumentException(
          "a relief of %d x %d needs %d heights, got %d"
              .formatted(height, width, classes.length, heights.length));
    }
  }

  /** Returns the neighbor on a side, or the pixel itself if it has none there. */
  int neighbor(int pixel, int side) {
    int y = pixel / width + DOWN[side];
    int x = pixel % width + ACROSS[side];
    if (y < 0 || y >= height || x < 0 || x >= width) {
      return pixel;
    }
    int other = y * width + x;
    return classes[other] == classes[pixel] ? other : pixel;
  }
}
