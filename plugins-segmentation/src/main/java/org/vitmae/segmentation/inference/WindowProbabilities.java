package org.vitmae.segmentation.inference;

/** A model that tells how likely each class is at every pixel of images of its own size. */
@FunctionalInterface
public interface WindowProbabilities {
  /**
   * Looks at some windows.
   *
   * @param pixels unsigned bytes, [n, H, W, C]
   * @param windows n
   * @return [n, K, H, W]: the classes' probabilities, which add up to 1, and if the model tells
   *     objects apart the relief in [0, 1]
   */
  float[] of(byte[] pixels, int windows);
}
