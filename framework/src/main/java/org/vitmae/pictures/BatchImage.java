package org.vitmae.pictures;

import org.vitmae.data.Batch;
import org.vitmae.image.Image;

/** Takes the pixels of one image out of a batch, in the size that the model saw. */
public final class BatchImage {
  private BatchImage() {}

  /**
   * Copies an image without its padding, which lies to the right and below.
   *
   * @param height of the image, at most the batch's
   * @param width likewise
   * @return gray or color; of sensors with other channels the first three, or the first
   */
  public static Image of(Batch batch, int index, int height, int width) {
    int channels = batch.channels();
    int shown = channels >= 3 ? 3 : 1;
    byte[] pixels = new byte[height * width * shown];
    int from = index * batch.height() * batch.width() * channels;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = from + (y * batch.width() + x) * channels;
        System.arraycopy(batch.pixels(), pixel, pixels, (y * width + x) * shown, shown);
      }
    }
    return new Image(height, width, shown, pixels);
  }
}
