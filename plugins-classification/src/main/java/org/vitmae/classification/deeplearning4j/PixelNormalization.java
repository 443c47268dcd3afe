package org.vitmae.classification.deeplearning4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.config.DataConfig;
import org.vitmae.data.Batch;

/** Turns bytes [N, H, W, C] into floats [N, C, H, W]: (pixel / 255 - mean) / std per channel. */
final class PixelNormalization {
  private final DataConfig data;
  private final float[][] values; // [C][256]

  PixelNormalization(DataConfig data) {
    this.data = data;
    values = new float[data.channels()][256];
    for (int c = 0; c < values.length; c++) {
      for (int pixel = 0; pixel < 256; pixel++) {
        values[c][pixel] = (float) ((pixel / 255.0 - data.mean().get(c)) / data.std().get(c));
      }
    }
  }

  /** Returns a new array of the mixed images, which the caller closes. */
  INDArray images(Batch batch, Mix mix) {
    int height = data.imageHeight();
    int width = data.imageWidth();
    int channels = data.channels();
    if (batch.height() != height || batch.width() != width || batch.channels() != channels) {
      throw new IllegalArgumentException(
          "images must be [%d, %d, %d], got [%d, %d, %d]"
              .formatted(height, width, channels, batch.height(), batch.width(), batch.channels()));
    }
    byte[] pixels = batch.pixels();
    int plane = height * width;
    float[] floats = new float[pixels.length];
    for (int n = 0; n < batch.size(); n++) {
      int image = n * plane * channels;
      for (int c = 0; c < channels; c++) {
        float[] value = values[c];
        int target = image + c * plane;
        for (int p = 0; p < plane; p++) {
          floats[target + p] = value[pixels[image + p * channels + c] & 0xff];
        }
      }
    }
    if (!mix.isNone()) {
      blend(floats, batch.size(), mix.pixelShares(height, width));
    }
    return Nd4j.create(floats, new long[] {batch.size(), channels, height, width}, 'c');
  }

  /** Mixes each image, [C, H, W] of {@code floats}, with the one as far from the other end. */
  private static void blend(float[] floats, int images, float[] shares) {
    int values = floats.length / images;
    for (int n = 0; n < images / 2; n++) {
      int own = n * values;
      int other = (images - 1 - n) * values;
      for (int i = 0; i < values; i++) {
        float share = shares[i % shares.length];
        float a = floats[own + i];
        float b = floats[other + i];
        floats[own + i] = a * share + b * (1 - share);
        floats[other + i] = b * share + a * (1 - share);
      }
    }
  }
}
