package org.vitmae.classification.deeplearning4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.data.Batch;
import org.vitmae.deeplearning4j.PixelNormalization;

/** Images that are normalized, then mixed with each other. */
record MixedImages(PixelNormalization normalization) {
  /** Returns a new array [N, C, H, W], which the caller closes. */
  INDArray of(Batch batch, Mix mix) {
    float[] values = normalization.values(batch);
    if (!mix.isNone()) {
      blend(values, batch.size(), mix.pixelShares(batch.height(), batch.width()));
    }
    return normalization.array(values);
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
