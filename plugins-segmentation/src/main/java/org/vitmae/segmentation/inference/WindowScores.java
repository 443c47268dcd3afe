package org.vitmae.segmentation.inference;

/** A model that scores the pixels of images of its own size. */
@FunctionalInterface
public interface WindowScores {
  /**
   * Scores some windows.
   *
   * @param pixels unsigned bytes, [n, H, W, C]
   * @param windows n
   * @return scores before softmax and sigmoid, [n, K, H, W]
   */
  float[] of(byte[] pixels, int windows);
}
