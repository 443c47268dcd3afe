package org.vitmae.segmentation.inference;

import org.vitmae.config.DataConfig;
import org.vitmae.config.SegmenterConfig;

/**
 * What windows of a model are like.
 *
 * @param height H
 * @param width W
 * @param padding the pixel that fills windows beyond the image, [C]: normalization turns it to 0
 * @param classes number of classes
 * @param scores K
 * @param overlap share of a window that it has in common with the next, at least
 * @param mirrored whether every window is looked at mirrored as well
 */
@SuppressWarnings("ArrayRecordComponent")
record WindowModel(
    int height,
    int width,
    byte[] padding,
    int classes,
    int scores,
    double overlap,
    boolean mirrored) {
  /**
   * Most bytes of scores that the model is asked for at once, if it is asked for several windows.
   */
  private static final long SCORE_BYTES = 32L << 20;

  /**
   * Most pixels likewise: what a model keeps of a window while it looks at it is many times the
   * scores of a few classes.
   */
  private static final long PIXELS = 1L << 18;

  private static final int MOST_WINDOWS = 16;

  static WindowModel of(SegmenterConfig segmenter, DataConfig data, int scores) {
    byte[] padding = new byte[data.channels()];
    for (int c = 0; c < padding.length; c++) {
      padding[c] = (byte) Math.round(255 * data.mean().get(c));
    }
    return new WindowModel(
        data.imageHeight(),
        data.imageWidth(),
        padding,
        segmenter.instances() ? scores - 1 : scores,
        scores,
        segmenter.overlap(),
        segmenter.flip());
  }

  /** Returns how many places are looked at by one call of the model. */
  int placesPerCall() {
    long pixels = (long) height * width * looks();
    long fitting = Math.min(PIXELS / pixels, SCORE_BYTES / (4 * scores * pixels));
    return (int) Math.max(1, Math.min(MOST_WINDOWS / looks(), fitting));
  }

  /** Returns how many windows are made of one place. */
  int looks() {
    return mirrored ? 2 : 1;
  }
}
