package org.vitmae.deeplearning4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.config.DataConfig;
import org.vitmae.data.Batch;

/** Turns bytes [N, H, W, C] into floats [N, C, H, W]: (pixel / 255 - mean) / std per channel. */
public final class PixelNormalization {
  private final DataConfig data;
  private final float[][] values; // [C][256]

  /** Creates the normalization by the means and deviations of a data set. */
  public PixelNormalization(DataConfig data) {
    this.data = data;
    values = new float[data.channels()][256];
    for (int c = 0; c < values.length; c++) {
      for (int pixel = 0; pixel < 256; pixel++) {
        values[c][pixel] = (float) ((pixel / 255.0 - data.mean().get(c)) / data.std().get(c));
      }
    }
  }

  /** Returns a new array [N, C, H, W], which the caller closes. */
  public INDArray images(Batch batch) {
    return array(values(batch));
  }

  /**
   * Returns a new array [N, C, H, W], which the caller closes.
   *
   * @param pixels of images of the size that the network sees, [N, H, W, C]
   */
  public INDArray images(byte[] pixels) {
    return array(values(pixels));
  }

  /** Returns a new array of values [N, C, H, W], which the caller closes. */
  public INDArray array(float[] values) {
    int image = data.channels() * data.imageHeight() * data.imageWidth();
    return Nd4j.create(
        values,
        new long[] {values.length / image, data.channels(), data.imageHeight(), data.imageWidth()},
        'c');
  }

  /**
   * Returns the values of a batch, [N, C, H, W].
   *
   * @throws IllegalArgumentException if the images have another size or number of channels
   */
  public float[] values(Batch batch) {
    int height = data.imageHeight();
    int width = data.imageWidth();
    int channels = data.channels();
    if (batch.height() != height || batch.width() != width || batch.channels() != channels) {
      throw new IllegalArgumentException(
          "images must be [%d, %d, %d], got [%d, %d, %d]"
              .formatted(height, width, channels, batch.height(), batch.width(), batch.channels()));
    }
    return values(batch.pixels());
  }

  private float[] values(byte[] pixels) {
    int channels = data.channels();
    int plane = data.imageHeight() * data.imageWidth();
    float[] floats = new float[pixels.length];
    for (int image = 0; image < pixels.length; image += plane * channels) {
      for (int c = 0; c < channels; c++) {
        float[] value = values[c];
        int target = image + c * plane;
        for (int p = 0; p < plane; p++) {
          floats[target + p] = value[pixels[image + p * channels + c] & 0xff];
        }
      }
    }
    return floats;
  }
}
