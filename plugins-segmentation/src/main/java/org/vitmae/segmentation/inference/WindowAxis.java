package org.vitmae.segmentation.inference;

/**
 * Where windows lie along one side of an image: at equal steps from its start, the last one moved
 * back to end where the image ends. A side shorter than a window has one, which is padded.
 *
 * @param side pixels of the image
 * @param window pixels of a window
 * @param starts first pixel of each window, rising
 */
@SuppressWarnings("ArrayRecordComponent")
record WindowAxis(int side, int window, int[] starts) {
  /**
   * Lays windows.
   *
   * @param overlap share of a window that it has in common with the next, at least
   */
  static WindowAxis of(int side, int window, double overlap) {
    int step = Math.max(1, (int) Math.round(window * (1 - overlap)));
    int beyond = Math.max(0, side - window);
    int[] starts = new int[(beyond + step - 1) / step + 1];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = Math.min(i * step, beyond);
    }
    return new WindowAxis(side, window, starts);
  }

  /** Returns how much of a pixel each window that covers it decides, [side]. */
  float[] shares() {
    int[] covering = new int[side];
    for (int start : starts) {
      for (int at = start; at < Math.min(start + window, side); at++) {
        covering[at]++;
      }
    }
    float[] shares = new float[side];
    for (int at = 0; at < side; at++) {
      shares[at] = 1f / covering[at];
    }
    return shares;
  }
}
