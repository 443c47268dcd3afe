package org.vitmae.segmentation.inference;

/** Rows and columns of an image. */
record Size(int height, int width) {
  /** Returns the size of an image resized by a factor. */
  Size times(double factor) {
    return new Size(
        (int) Math.max(1, Math.round(height * factor)),
        (int) Math.max(1, Math.round(width * factor)));
  }
}
