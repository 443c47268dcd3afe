package org.vitmae.data;

/** The pixels of one object, as an outline or as the pixels themselves. */
public sealed interface InstanceMask permits Polygons, RunLengths {
  /**
   * Draws the object into an image.
   *
   * @param height of the image, for pixels their own
   * @param width likewise
   * @return [height, width]
   */
  RunLengths raster(int height, int width);
}
