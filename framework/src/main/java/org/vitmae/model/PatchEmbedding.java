package org.vitmae.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.vitmae.tensor.AffineMap;

/**
 * Projects patches to the encoder's width: the reference's strided convolution, applied to the
 * patches that are kept instead of to the image.
 */
final class PatchEmbedding {
  private final Tensor weight;
  private final Tensor bias;

  /** Makes {@code proj.weight} [D, C, P, P], initialized like a linear layer, and its bias. */
  PatchEmbedding(Weights weights, PatchGrid grid, int width) {
    long side = grid.patchSize();
    int values = grid.patchValues();
    this.weight =
        weights.xavierUniform("proj.weight", width, values, width, grid.channels(), side, side);
    // The reference leaves the bias at the convolution's default.
    this.bias = weights.uniform("proj.bias", 1 / Math.sqrt(values), width);
  }

  /** Maps patches [N, K, P * P * C] to embeddings [N, K, D]. */
  Tensor apply(Tensor patches) {
    Tensor matrix = weight.permute(0, 2, 3, 1).reshape(weight.size(0), patches.size(2));
    return AffineMap.apply(patches, matrix, new TensorOptional(bias));
  }
}
